package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of behaviour through the real OpenTofu; what the registries hold afterwards is what counts. */
class TofuScenarioTest {

    private static final ImageGraph ONE = ImageGraphs.ofContent("one");
    private static final ImageGraph TWO = ImageGraphs.ofContent("two");
    private static final String REPOSITORY = "mirror/hello";

    @TempDir
    Path folder;

    private final FakeRegistry upstream = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();
    private Tofu tofu;

    @BeforeEach
    void start() throws IOException {
        ONE.pushTo(upstream.content(), "library/hello", "1");
        tofu = Tofu.in(folder).program(hello(""));
    }

    @AfterEach
    void stop() {
        upstream.close();
        mirror.close();
    }

    /** The image, something that takes its digest, and these lines in the resource. */
    private String hello(String more) {
        return """
                resource "imagesync" "hello" {
                  source      = "%s/library/hello:1"
                  destination = "%s/mirror/hello:1"
                  %s
                }
                resource "terraform_data" "deployment" {
                  input = imagesync.hello.id
                }
                output "deployed" {
                  value = terraform_data.deployment.output
                }
                """
                .formatted(upstream.host(), mirror.host(), more);
    }

    private String ref(ImageGraph image) {
        return mirror.host() + "/" + REPOSITORY + "@" + image.root().digest();
    }

    private void assertMirrored(ImageGraph image) {
        assertThat(image.differencesIn(mirror.content(), REPOSITORY, "1")).isEmpty();
    }

    private void assertDeployed(ImageGraph image) throws IOException {
        assertMirrored(image);
        assertThat(tofu.output("deployed")).isEqualTo(ref(image));
    }

    @Test
    void firstApplyCopiesAndTheNextPlanIsEmpty() throws IOException {
        tofu.apply();
        assertDeployed(ONE);
        upstream.exchanges().clear();
        mirror.exchanges().clear();
        tofu.assertInStep();
        assertThat(upstream.exchanges().all()).hasSize(1);
        assertThat(mirror.exchanges().all()).hasSize(1);
    }

    @Test
    void sourceMovedReplacesWithoutAGap() throws Exception {
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/hello", "1");
        AtomicBoolean watching = new AtomicBoolean(true);
        AtomicInteger missed = new AtomicInteger();
        Thread watcher = Thread.ofPlatform().start(() -> {
            while (watching.get()) {
                if (mirror.content().manifest(REPOSITORY, "1").isEmpty()) {
                    missed.incrementAndGet();
                }
            }
        });
        String printed = tofu.apply();
        watching.set(false);
        watcher.join();
        assertThat(printed).contains("1 added, 1 changed, 1 destroyed");
        assertDeployed(TWO);
        assertThat(missed).as("looks that found no tag").hasValue(0);
        tofu.assertInStep();
    }

    @Test
    void anUpstreamThatDiesInTheMiddleLeavesTheOldImage() throws IOException {
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/hello", "1");
        upstream.faults().on("GET", ".*/blobs/.*").always(Fault.status(403));
        Tofu.Ended failed = tofu.run("apply", "-auto-approve", "-no-color");
        assertThat(failed.code()).isNotZero();
        assertThat(failed.printed()).contains("IS2102");
        assertMirrored(ONE);
        assertThat(mirror.content().manifest(REPOSITORY, ONE.root().digest())).isPresent();

        upstream.faults().on("*", ".*").always(new Fault.Reset());
        assertThat(tofu.run("plan", "-no-color").code()).isZero();
        upstream.faults().clear();
        tofu.apply();
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @Test
    void aMissingTagIsSetBackInPlace() throws IOException {
        tofu.apply();
        mirror.loseEverything();
        assertThat(tofu.apply()).contains("0 added, 1 changed, 0 destroyed");
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    @Test
    void anOverwrittenTagIsSetBackWithoutTheUpstream() throws IOException {
        tofu.apply();
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        upstream.faults().on("*", ".*").always(new Fault.Reset());
        assertThat(tofu.apply()).contains("0 added, 1 changed, 0 destroyed", "Warning");
        assertDeployed(ONE);
    }

    @Test
    void destroyTakesOurTagAndNoOther() throws IOException {
        tofu.apply();
        ONE.pushTo(mirror.content(), REPOSITORY, "other");
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().tags(REPOSITORY)).containsExactly("other");
        assertThat(ONE.differencesIn(mirror.content(), REPOSITORY, "other")).isEmpty();
    }

    @Test
    void destroyLeavesATagThatSomebodyMoved() throws IOException {
        tofu.apply();
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertMirrored(TWO);
    }

    @Test
    void aSavedPlanIsAppliedAsPlannedThoughTheTagMovesOn() throws IOException {
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/hello", "1");
        tofu.ok("plan", "-out=saved", "-no-color");
        ImageGraphs.ofContent("three").pushTo(upstream.content(), "library/hello", "1");
        String printed = tofu.ok("apply", "-no-color", "saved");
        assertThat(printed).doesNotContain("inconsistent");
        assertDeployed(TWO);
    }

    @Test
    void createBeforeDestroyKeepsTheTag() throws IOException {
        tofu.program(hello("lifecycle {\n    create_before_destroy = true\n  }"))
                .apply();
        TWO.pushTo(upstream.content(), "library/hello", "1");
        assertThat(tofu.apply()).contains("1 added, 1 changed, 1 destroyed");
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @Test
    void aForcedReplacementKeepsTheTag() throws IOException {
        tofu.apply();
        tofu.ok("apply", "-auto-approve", "-no-color", "-replace=imagesync.hello");
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    @Test
    void anotherDestinationTakesTheOldTagAway() throws IOException {
        tofu.apply();
        tofu.program(hello("").replace("/mirror/hello:1", "/mirror/moved:1")).apply();
        assertThat(ONE.differencesIn(mirror.content(), "mirror/moved", "1")).isEmpty();
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
    }

    @Test
    void aPinIsKnownInThePlan() throws IOException {
        tofu.program(hello("source_digest = \"" + ONE.root().digest() + "\""));
        assertThat(tofu.ok("plan", "-no-color")).contains("\"" + ref(ONE) + "\"");
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/hello", "1");
        tofu.assertInStep();
        assertDeployed(ONE);
    }

    @Test
    void importBySourceAndDestinationIsInStep() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.ok(
                "import",
                "-no-color",
                "imagesync.hello",
                upstream.host() + "/library/hello:1," + mirror.host() + "/mirror/hello:1");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).contains("1 added, 0 changed, 0 destroyed");
        assertThat(mirror.exchanges().of("PUT", ".*"))
                .as("only the deployment is new")
                .isEmpty();
        tofu.assertInStep();
    }

    @Test
    void importByDestinationIsOneUpdateThatCopiesNothing() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.ok("import", "-no-color", "imagesync.hello", mirror.host() + "/mirror/hello:1");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).contains("1 added, 1 changed, 0 destroyed");
        assertThat(mirror.exchanges().of("PUT", ".*")).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void badInputIsToldWithItsPlaceBeforeAnythingIsDone() throws IOException {
        tofu.program(
                """
                resource "imagesync" "hello" {
                  source        = "not a reference"
                  destination   = "hello:1"
                  delete_policy = "everything"
                  timeouts      = { create = "soon" }
                }
                """);
        Tofu.Ended ended = tofu.run("validate", "-no-color");
        assertThat(ended.code()).isNotZero();
        assertThat(ended.printed())
                .contains("IS1001", "IS1002", "IS1006", "delete_policy = \"everything\"", "30m or 1h30m")
                .doesNotContain("Exception");
        assertThat(mirror.exchanges().all()).isEmpty();
    }

    @Test
    void stateOfTheForerunnerIsTakenOver() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        Files.writeString(
                folder.resolve("terraform.tfstate"),
                """
                {"version":4,"terraform_version":"1.5.0","serial":1,"lineage":"a","outputs":{},"resources":[
                  {"mode":"managed","type":"imagesync","name":"hello",
                   "provider":"provider[\\"registry.opentofu.org/imagesync/imagesync\\"]",
                   "instances":[{"schema_version":1,"private":"eyJzY2hlbWFfdmVyc2lvbiI6IjEifQ==","attributes":{
                     "id":"%s","source":"%s/library/hello:1","destination":"%s/mirror/hello:1","source_digest":"%s"}}]}]}
                """
                        .formatted(
                                ref(ONE),
                                upstream.host(),
                                mirror.host(),
                                ONE.root().digest()));
        mirror.exchanges().clear();
        String printed = tofu.apply();
        assertThat(printed).contains("0 destroyed");
        assertThat(mirror.exchanges().of("PUT", ".*")).isEmpty();
        assertDeployed(ONE);
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
    void anInterruptedCopyLeavesNothingBehind() throws Exception {
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        Process apply = tofu.start("apply", "-auto-approve", "-no-color");
        await("the upload has begun").atMost(Duration.ofSeconds(60)).until(() -> mirror.openUploads() > 0);
        new ProcessBuilder("kill", "-INT", String.valueOf(apply.pid())).start().waitFor();
        String printed = new String(apply.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(apply.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).doesNotContain("did not respond");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
        await("the upload is given back").atMost(Duration.ofSeconds(20)).until(() -> mirror.openUploads() == 0);
    }

    @Test
    void thePackageIsInstalledFromAMirror() throws IOException {
        Path packages = Files.createDirectories(folder.resolve("packages/registry.opentofu.org/imagesync/imagesync"));
        String zip = "terraform-provider-imagesync_0.1.0_linux_amd64.zip";
        Files.createSymbolicLink(
                packages.resolve(zip), PinnedTools.root().resolve("dist").resolve(zip));
        tofu = Tofu.withMirror(folder, folder.resolve("packages")).program(hello(""));
        tofu.ok("init", "-no-color");
        tofu.apply();
        assertDeployed(ONE);
    }
}
