package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people meet first: the package, bad input, state that another provider wrote, what can be asked. */
class TofuUserScenarioTest extends TofuScenario {

    /** One that starts its providers, as users have it. */
    @Override
    Tofu engine(Path folder) throws IOException {
        return Tofu.in(folder, tool());
    }

    @Test
    void badInputIsToldWithItsPlaceBeforeAnythingIsDone() throws IOException {
        tofu.program(
                """
                resource "imagesync" "hello" {
                  source        = "not a reference"
                  destination   = "hello:1"
                  source_digest = ""
                  delete_policy = "everything"
                  timeouts      = { create = "soon" }
                }
                """);
        Tofu.Ended ended = tofu.run("validate", "-no-color");
        assertThat(ended.code()).isNotZero();
        assertThat(ended.printed())
                .contains(
                        "IS1001", "IS1002", "source_digest", "IS1006", "delete_policy = \"everything\"", "30m or 1h30m")
                .doesNotContain("Exception");
        assertThat(mirror.exchanges().all()).isEmpty();
    }

    @Test
    void dataSourcesAndTheFunctionTell() throws IOException {
        tofu.program(
                """
                data "imagesync_image" "hello" {
                  ref               = "%1$s/library/hello:1"
                  include_platforms = true
                }
                data "imagesync_tags" "hello" {
                  repository = "%1$s/library/hello"
                }
                output "digest" {
                  value = data.imagesync_image.hello.digest
                }
                output "tags" {
                  value = join(",", [for entry in data.imagesync_tags.hello.tags : entry.tag])
                }
                output "repository" {
                  value = provider::imagesync::parse_reference("docker.io/busybox:1.36").repository
                }
                """
                        .formatted(upstream.host()));
        tofu.apply();
        assertThat(tofu.output("digest")).isEqualTo(ONE.root().digest());
        assertThat(tofu.output("tags")).isEqualTo("1");
        assertThat(tofu.output("repository")).isEqualTo("library/busybox");
    }

    @Test
    void thePackageIsInstalledFromAMirror() throws IOException {
        tofu = Tofu.withPackage(folder, tool()).program(hello(""));
        tofu.ok("init", "-no-color");
        tofu.apply();
        assertDeployed(ONE);
    }

    @Test
    void theExampleMirrorsTwoTagsAndLetsOneGo() throws IOException {
        ONE.pushTo(upstream.content(), "library/busybox", "1.32");
        TWO.pushTo(upstream.content(), "library/busybox", "1.33");
        Files.delete(folder.resolve("main.tf"));
        Example.OPENTOFU.copyTo(folder);
        Path program = folder.resolve("main.tf");
        Files.writeString(
                folder.resolve("deployment.tf"),
                """
                resource "terraform_data" "deployment" {
                  input = imagesync.busybox_1_32.id
                }
                output "deployed" {
                  value = terraform_data.deployment.output
                }
                """);
        tofu.with("TF_VAR_upstream", upstream.host() + "/library").with("TF_VAR_mirror", mirror.host() + "/mirror");
        assertThat(tofu.apply()).contains("3 added, 0 changed, 0 destroyed");
        String busybox = "mirror/busybox";
        assertThat(ONE.differencesIn(mirror.content(), busybox, "1.32")).isEmpty();
        assertThat(TWO.differencesIn(mirror.content(), busybox, "1.33")).isEmpty();
        assertThat(tofu.output("deployed"))
                .isEqualTo(tofu.output("busybox_1_32"))
                .isEqualTo(mirror.host() + "/" + busybox + "@" + ONE.root().digest());

        String both = Files.readString(program);
        int from = both.indexOf("resource \"imagesync\" \"busybox_1_33\"");
        Files.writeString(program, both.substring(0, from) + both.substring(both.indexOf("output", from)));
        assertThat(tofu.apply()).contains("0 added, 0 changed, 1 destroyed");
        assertThat(mirror.content().tags(busybox)).containsExactly("1.32");
        assertThat(ONE.differencesIn(mirror.content(), busybox, "1.32")).isEmpty();
    }

    @Test
    void aProviderThatRunsAlreadyIsUsed() throws Exception {
        Path line = folder.resolve("line.txt");
        Process provider = new ProcessBuilder(PackagedProgram.bin() + "/terraform-provider-imagesync", "-debug")
                .redirectOutput(line.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await("the line that tells how to use it")
                    .until(() -> Files.readString(line).endsWith("\n"));
            Matcher set =
                    Pattern.compile("export TF_REATTACH_PROVIDERS='(.*)'\n").matcher(Files.readString(line));
            assertThat(set.matches()).isTrue();
            Files.delete(folder.resolve("tofu.rc"));
            Files.createFile(folder.resolve("tofu.rc"));
            tofu.with("TF_REATTACH_PROVIDERS", set.group(1));
            tofu.ok("init", "-no-color");
            tofu.apply();
            assertDeployed(ONE);
            release(TWO);
            tofu.apply();
            assertDeployed(TWO);
            tofu.assertInStep();
            assertThat(provider.isAlive()).as("it stays for the next command").isTrue();
        } finally {
            provider.destroy();
            provider.onExit().join();
        }
    }

    @Test
    void startedByHandItSaysWhatItIs() throws Exception {
        Process provider = new ProcessBuilder(PackagedProgram.bin() + "/terraform-provider-imagesync").start();
        assertThat(provider.getInputStream().readAllBytes()).isEmpty();
        assertThat(new String(provider.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("is a plugin", "-debug");
        assertThat(provider.waitFor()).isEqualTo(1);
    }

    @Test
    void aPackageThatIsNotWholeSaysSo() throws Exception {
        Path launcher = Files.createDirectories(folder.resolve("half/bin")).resolve("terraform-provider-imagesync");
        Files.copy(Path.of(PackagedProgram.bin() + "/terraform-provider-imagesync"), launcher);
        Process provider = new ProcessBuilder("sh", launcher.toString()).start();
        assertThat(new String(provider.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("is incomplete", "unpack the package again");
        assertThat(provider.waitFor()).isEqualTo(1);
    }
}
