package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
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

    private String pattern;
    private String files;

    @BeforeEach
    void read() throws IOException {
        JsonObject manager = JsonParser.parseString(
                        Files.readString(PinnedTools.root().resolve("renovate/source.json")))
                .getAsJsonObject()
                .getAsJsonArray("customManagers")
                .get(0)
                .getAsJsonObject();
        pattern = manager.getAsJsonArray("matchStrings").get(0).getAsString();
        files = manager.getAsJsonArray("managerFilePatterns").toString();
    }

    static Stream<Fence> programs() {
        return Stream.of("terraform", "java", "typescript", "python", "go", "yaml")
                .flatMap(Fence::of)
                .filter(fence -> NAMED.matcher(fence.text()).find());
    }

    /** Renovate takes the whole match and replaces the old version in it wherever it stands. */
    @ParameterizedTest
    @MethodSource("programs")
    void raisesTheTagOfTheSourceAndOfTheDestinationBehindIt(Fence program) {
        Matcher found = Pattern.compile(pattern).matcher(program.text());
        assertThat(found.find()).isTrue();
        assertThat(found.group("depName") + ":" + found.group("currentValue")).isEqualTo(SOURCE);
        String raised = found.group().replace(found.group("currentValue"), "1.37");
        assertThat(raised).contains("library/busybox:1.37");
        assertThat(raised.contains("mirror/busybox:1.37"))
                .isEqualTo(found.group().contains("mirror/busybox:1.36"));
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
            Matcher found = Pattern.compile(pattern).matcher(written);
            assertThat(found.find()).as(written).isTrue();
            assertThat(written.replace(found.group(), found.group().replace(found.group("currentValue"), "1.37")))
                    .isEqualTo(written.replace("1.36", "1.37"));
        }
    }

    @Test
    void raisesADigestToo() {
        String digest = "sha256:" + "a".repeat(64);
        Matcher found = Pattern.compile(pattern).matcher("source = \"" + SOURCE + "@" + digest + "\"");
        assertThat(found.find()).isTrue();
        assertThat(found.group("currentDigest")).isEqualTo(digest);
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
                        "resource: \"busybox:1.36\""))
                .allSatisfy(text -> assertThat(
                                Pattern.compile(pattern).matcher(text).find())
                        .as(text)
                        .isFalse());
    }

    /** Renovate's engine of regular expressions, RE2, has neither of them. */
    @Test
    void looksNeitherAheadNorBack() {
        assertThat(pattern).doesNotContain("(?=", "(?!", "(?<=", "(?<!", "\\k<", "\\1");
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
