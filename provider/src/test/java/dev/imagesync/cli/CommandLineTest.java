package dev.imagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each command prints, on which stream, and with which exit code. */
class CommandLineTest extends CommandRig {

    @Test
    void copyPrintsWhatToPullAndTellsTheRestOnStderr() {
        assertThat(run("copy", source(), destination())).isZero();
        assertThat(stdout()).isEqualTo(mirror.host() + "/mirror/app@" + DIGEST + "\n");
        assertThat(stderr()).contains(destination() + ": copied: 4 blobs moved");
        assertThat(IMAGE.differencesIn(mirror.content(), "mirror/app", "1")).isEmpty();
    }

    @Test
    void copyAsJson() throws IOException {
        assertThat(run("copy", source(), destination(), "--output", "json")).isZero();
        JsonNode first = json();
        assertThat(first.path("digest").asText()).isEqualTo(DIGEST);
        assertThat(first.path("digestRef").asText()).isEqualTo(mirror.host() + "/mirror/app@" + DIGEST);
        assertThat(first.path("outcome").asText()).isEqualTo("copied");
        assertThat(first.path("blobs").path("copied").asInt()).isEqualTo(4);
        assertThat(first.path("bytesCopied").asLong())
                .isEqualTo(IMAGE.blobs().values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum());
        assertThat(first.path("requests").asLong())
                .isEqualTo(upstream.exchanges().all().size()
                        + mirror.exchanges().all().size());
        assertThat(first.has("seconds")).isTrue();

        assertThat(run("copy", source(), destination(), "--output", "json")).isZero();
        assertThat(json().path("outcome").asText()).isEqualTo("already-there");
        assertThat(json().path("requests").asInt()).isEqualTo(2);
    }

    @Test
    void copyOfOnePlatformPrintsTheDigestOfTheTrimmedIndex() throws IOException {
        assertThat(run("copy", source(), destination(), "--platform", "linux/amd64", "--output", "json"))
                .isZero();
        assertThat(json().path("digest").asText())
                .isNotEqualTo(DIGEST)
                .isEqualTo(mirror.content().digest("mirror/app", "1").orElseThrow());
        assertThat(json().path("blobs").path("copied").asInt()).isEqualTo(2);
        assertThat(run("copy", source(), destination(), "--platform", "windows/amd64"))
                .isEqualTo(1);
        assertThat(stderr()).contains("IS4013", "linux/amd64, linux/arm64");
        assertThat(run("copy", source(), destination(), "--include-referrers")).isZero();
        assertThat(stderr()).contains("0 referrers copied");
    }

    @Test
    void copyOfAListGoesOnAfterAFailureAndSaysHowMany() throws IOException {
        String missing = upstream.host() + "/team/none:1 " + mirror.host() + "/mirror/none:1 # not there";
        Path list = Files.writeString(
                folder.resolve("images.txt"),
                String.join(
                        "\n",
                        "# what we mirror",
                        source() + " " + destination(),
                        "",
                        missing,
                        source() + "  " + mirror.host() + "/mirror/app:2"));
        assertThat(run("copy", "--from", list.toString())).isEqualTo(1);
        assertThat(stdout().lines()).hasSize(2);
        assertThat(stderr()).contains("IS4002", "team/none:1", "1 of 3 images failed");
        assertThat(mirror.content().tags("mirror/app")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aListWithAMistakeCopiesNothingAndNamesTheLine() throws IOException {
        Path list = Files.writeString(
                folder.resolve("images.txt"), source() + " " + destination() + "\n" + source() + "\n");
        assertThat(run("copy", "--from", list.toString())).isEqualTo(64);
        assertThat(stderr()).contains("IS1012", "images.txt:2:", "is not SRC DST");
        Files.writeString(list, (source() + " " + destination() + "\n").repeat(2));
        assertThat(run("copy", "--from", list.toString())).isEqualTo(64);
        assertThat(stderr()).contains("images.txt:2: line 1 writes " + destination() + " too");
        assertThat(run("copy", "--from", folder.resolve("none").toString())).isEqualTo(64);
        assertThat(mirror.exchanges().all()).isEmpty();
    }

    @Test
    void dryRunAsksAndChangesNothing() {
        assertThat(run("copy", "--dry-run", source(), destination())).isZero();
        assertThat(stdout()).isEqualTo(destination() + " will be written with " + DIGEST + "\n");
        run("copy", source(), destination());
        run("copy", "--dry-run", source(), destination());
        assertThat(stdout()).isEqualTo(destination() + " is in place with " + DIGEST + "\n");
        ImageGraphs.ofContent("other").pushTo(mirror.content(), "mirror/app", "1");
        run("copy", "--dry-run", source(), destination());
        assertThat(stdout()).contains("it will be re-pointed to " + DIGEST);
    }

    @Test
    void digestIsOneHead() {
        assertThat(run("digest", source())).isZero();
        assertThat(stdout()).isEqualTo(DIGEST + "\n");
        assertThat(stderr()).isEmpty();
        assertThat(upstream.exchanges().all()).hasSize(1);
    }

    @Test
    void inspectListsPlatforms() throws IOException {
        assertThat(run("inspect", source())).isZero();
        assertThat(stdout()).contains(DIGEST, "linux/amd64", "linux/arm64");
        run("inspect", source(), "--output", "json");
        assertThat(json().path("manifests")).hasSize(2);
        assertThat(json().path("manifests").get(0).path("platform").asText()).isEqualTo("linux/amd64");
    }

    @Test
    void tagsListsThem() throws IOException {
        IMAGE.pushTo(upstream.content(), "team/app", "2");
        assertThat(run("tags", upstream.host() + "/team/app")).isZero();
        assertThat(stdout().lines()).containsExactly("1", "2");
        run("tags", upstream.host() + "/team/app", "--output", "json");
        assertThat(json().path("tags")).hasSize(2);
        assertThat(run("tags", upstream.host() + "/team/none")).isEqualTo(1);
        assertThat(stderr()).contains("IS4002");
    }

    @Test
    void untagTakesTheTagAlone() {
        IMAGE.pushTo(upstream.content(), "team/app", "2");
        assertThat(run("untag", source())).isZero();
        assertThat(stdout()).isEqualTo(source() + " deleted\n");
        assertThat(upstream.content().tags("team/app")).containsExactly("2");
        assertThat(run("untag", source())).isZero();
        assertThat(stdout()).isEqualTo(source() + " was not there\n");
    }

    @Test
    void untagWantsATag() {
        assertThat(run("untag", upstream.host() + "/team/app")).isEqualTo(64);
        assertThat(stderr()).contains("names no tag", "/team/app:latest");
        assertThat(upstream.exchanges().all()).isEmpty();
    }

    @Test
    void aTrustedHostIsAPair() {
        assertThat(run("digest", "--trusted-host", upstream.host(), source())).isEqualTo(64);
        assertThat(stderr()).contains("write HOST=TRUSTED");
        assertThat(run("digest", "--trusted-host", upstream.host() + "=minio.test", source()))
                .isZero();
    }

    @Test
    void authExplainShowsTheSearchAndTheWinnerAndNoSecret() throws IOException {
        assertThat(run("auth", "explain", source())).isZero();
        assertThat(stdout()).contains("anonymous").doesNotContain("provider setting", "{");
        Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\":{\"" + upstream.host() + "\":{\"username\":\"ci\",\"password\":\"hush\"}}}");
        assertThat(run("auth", "explain", source())).isZero();
        assertThat(stdout())
                .contains("  * " + folder.resolve("config.json"))
                .contains("user \"ci\"")
                .doesNotContain("hush");
        assertThat(run("auth", "explain", source(), "--output", "json")).isZero();
        assertThat(json().path("places")).anyMatch(place -> place.path("used").asBoolean());
    }

    @Test
    void verboseLogsRequests() {
        try (FakeRegistry guarded = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin())) {
            assertThat(run("digest", "--verbose", guarded.host() + "/team/app:1"))
                    .isEqualTo(1);
            assertThat(stderr())
                    .contains("HEAD http://" + guarded.host() + "/v2/team/app/manifests/1 -> 401")
                    .contains("IS2101", "no credentials", "docker login " + guarded.host());
        }
    }

    @Test
    void badInputIsUsage() {
        List<List<String>> wrong = List.of(
                List.of("copy"),
                List.of("copy", source()),
                List.of("copy", "https://example.com/a", destination()),
                List.of("copy", source(), "app:1"),
                List.of("copy", source(), source()),
                List.of("digest"),
                List.of("frobnicate"),
                List.of("tags", source()),
                List.of("untag", mirror.host() + "/app@" + DIGEST),
                List.of("digest", source(), "--output", "xml"),
                List.of());
        for (List<String> arguments : wrong) {
            assertThat(run(arguments.toArray(String[]::new)))
                    .as("%s", arguments)
                    .isEqualTo(64);
            assertThat(stdout()).as("%s", arguments).isEmpty();
            assertThat(stderr())
                    .as("%s", arguments)
                    .startsWith("error[IS1")
                    .contains("next")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void helpTeaches() {
        assertThat(run("--help")).isZero();
        assertThat(stdout()).contains("copy", "digest", "inspect", "tags", "untag", "auth", "Exit codes");
        for (String command : List.of("copy", "digest", "inspect", "tags", "untag", "auth", "version")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(stdout()).contains("Usage: imagesync " + command);
        }
        assertThat(run("completion")).isZero();
        assertThat(stdout()).contains("complete");
        assertThat(run("version")).isZero();
        assertThat(stdout()).startsWith("imagesync " + PinnedTools.projectVersion() + " (Java ");
    }

    @Test
    void endsWhenItsTimeIsUp() {
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Silent());
        assertThat(run("copy", upstream.host() + "/team/app:1", mirror.host() + "/mirror/app:1", "--timeout", "1s"))
                .isEqualTo(1);
        assertThat(stderr()).contains("IS3004", "longer than the 1 s allowed");
        assertThat(mirror.content().tags("mirror/app")).isEmpty();
        assertThat(run("digest", upstream.host() + "/team/app:1", "--timeout", "soon"))
                .isEqualTo(64);
        assertThat(stderr()).contains("\"soon\" is not a time such as 90s, 10m or 2h");
    }
}
