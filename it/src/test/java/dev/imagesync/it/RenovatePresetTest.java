package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The preset for Renovate finds the sources of programs as users write them, and what it raises is a version of an image. */
class RenovatePresetTest {

    private static final String SOURCE = "docker.io/library/busybox:1.36";
    private static final String DESTINATION = "registry.example.com/mirror/busybox:1.36";

    /** A source that is written out as an argument, and not the reference of a lookup. */
    private static final Pattern NAMED = Pattern.compile("(?i)\\bsource\\W.*" + Pattern.quote(SOURCE) + "[\"'\\s]");

    private List<String> patterns;
    private String files;

    @BeforeEach
    void read() throws IOException {
        JsonObject manager = JsonParser.parseString(
                        Files.readString(PinnedTools.root().resolve("renovate/source.json")))
                .getAsJsonObject()
                .getAsJsonArray("customManagers")
                .get(0)
                .getAsJsonObject();
        patterns = manager.getAsJsonArray("matchStrings").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        files = manager.getAsJsonArray("managerFilePatterns").toString();
    }

    static Stream<Fence> programs() {
        return Stream.of("terraform", "java", "typescript", "python", "go", "yaml")
                .flatMap(Fence::of)
                .filter(fence -> NAMED.matcher(fence.text()).find());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void raisesTheTagOfTheSourceAndOfTheDestinationBehindIt(Fence program) {
        List<MatchResult> found = found(program.text());
        assertThat(found).isNotEmpty();
        assertThat(found.getFirst().group("depName") + ":" + found.getFirst().group("currentValue"))
                .isEqualTo(SOURCE);
        String raised = raised(found.getFirst(), "1.37");
        assertThat(raised).contains("library/busybox:1.37");
        assertThat(raised.contains("mirror/busybox:1.37"))
                .isEqualTo(found.getFirst().group().contains("mirror/busybox:1.36"));
    }

    @Test
    void raisesBothTagsInEachLanguage() {
        for (String text : List.of(
                "source      = \"<S>\"\n  destination = \"<D>\"",
                ".source(\"<S>\")\n        .destination(\"<D>\")",
                "source: \"<S>\",\n    destination: \"<D>\",",
                "source=\"<S>\",\n    destination=\"<D>\",",
                "Source:      pulumi.String(\"<S>\"),\n\t\t\tDestination: pulumi.String(\"<D>\"),",
                "source: <S>\n      destination: <D>\n")) {
            String written = text.replace("<S>", SOURCE).replace("<D>", DESTINATION);
            assertThat(raisedIn(written, "1.37")).isEqualTo(written.replace("1.36", "1.37"));
        }
    }

    /** The old version is replaced wherever it stands, and a 7 may stand in the name of a host. */
    @Test
    void raisesTheDestinationOnlyWhereTheVersionIsNoMereNumber() {
        String written =
                "source = \"docker.io/library/redis:7\"\n  destination = \"registry7.example.com/mirror/redis:7\"";
        assertThat(raisedIn(written, "8")).isEqualTo(written.replace("library/redis:7", "library/redis:8"));
    }

    @Test
    void raisesADigestToo() {
        String digest = "sha256:" + "a".repeat(64);
        for (String tag : List.of("1.36", "7")) {
            assertThat(found("source = \"docker.io/library/redis:" + tag + "@" + digest + "\""))
                    .singleElement()
                    .returns(tag, match -> match.group("currentValue"))
                    .returns(digest, match -> match.group("currentDigest"));
        }
    }

    @Test
    void leavesOtherSourcesAlone() {
        assertThat(List.of(
                        "source = \"imagesync/imagesync\"",
                        "source  = \"terraform-aws-modules/vpc/aws\"",
                        "source = \"git::https://example.com/vpc.git\"",
                        "source = \"git@github.com:org/repo.git\"",
                        "source = \"https://example.com/module.zip\"",
                        "source = \"./modules/vpc\"",
                        "source = \"${var.upstream}/busybox:1.36\"",
                        "source = \"ghcr.io/org/app:1.${var.minor}\"",
                        "source: `ghcr.io/org/app:${version}`",
                        "resource: \"busybox:1.36\""))
                .allSatisfy(text -> assertThat(found(text)).as(text).isEmpty());
    }

    /** What Renovate finds: by each of the patterns. */
    private List<MatchResult> found(String text) {
        return patterns.stream()
                .flatMap(pattern -> Pattern.compile(pattern).matcher(text).results())
                .toList();
    }

    /** Renovate takes the whole match and replaces the old version in it wherever it stands, but for the name. */
    private static String raised(MatchResult found, String version) {
        return found.group()
                .replace(found.group("depName"), "<name>")
                .replace(found.group("currentValue"), version)
                .replace("<name>", found.group("depName"));
    }

    private String raisedIn(String written, String version) {
        List<MatchResult> found = found(written);
        assertThat(found).as(written).hasSize(1);
        return written.replace(found.getFirst().group(), raised(found.getFirst(), version));
    }

    /** Renovate's engine of regular expressions, RE2, has neither of them. */
    @Test
    void looksNeitherAheadNorBack() {
        assertThat(patterns)
                .allSatisfy(pattern -> assertThat(pattern).doesNotContain("(?=", "(?!", "(?<=", "(?<!", "\\k<", "\\1"));
    }

    @Test
    void readsTheFilesOfAllLanguages() {
        assertThat(files).contains("tf|tofu|java|ts|py|go", "Pulumi|Main");
    }

    @Test
    void thePageExtendsThePresetThatIsThere() {
        List<Fence> json = Fence.of("json").toList();
        assertThat(json).hasSize(1);
        assertThat(JsonParser.parseString(json.getFirst().text())
                        .getAsJsonObject()
                        .getAsJsonArray("extends")
                        .toString())
                .contains("github>imagesync/imagesync//renovate/source");
        assertThat(PinnedTools.root().resolve("renovate/source.json")).exists();
    }
}
