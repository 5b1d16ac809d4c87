package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenTofu does besides applying: saved plans, replacements of every kind, imports, interrupts, aliases. */
class TofuEngineScenarioTest extends TofuScenario {

    @Test
    void anUpstreamThatDiesInTheMiddleLeavesTheOldImage() throws IOException {
        tofu.apply();
        release(TWO);
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
    void aSavedPlanIsAppliedAsPlannedThoughTheTagMovesOn() throws IOException {
        tofu.apply();
        release(TWO);
        tofu.ok("plan", "-out=saved", "-no-color");
        release(ImageGraphs.ofContent("three"));
        String printed = tofu.ok("apply", "-no-color", "saved");
        assertThat(printed).doesNotContain("inconsistent");
        assertDeployed(TWO);
    }

    @Test
    void createBeforeDestroyKeepsTheTag() throws IOException {
        tofu.program(hello("lifecycle {\n    create_before_destroy = true\n  }"))
                .apply();
        release(TWO);
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
    void anInterruptedCopyLeavesNothingBehind() throws Exception {
        tofu = Tofu.in(folder, tool()).program(hello(""));
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        Tofu.Running apply = tofu.start("apply", "-auto-approve", "-no-color");
        await("the upload has begun").atMost(Duration.ofSeconds(60)).until(() -> mirror.openUploads() > 0);
        assertThat(apply.interrupt().awaitEnd().printed()).doesNotContain("did not respond");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
        await("the upload is given back").atMost(Duration.ofSeconds(20)).until(() -> mirror.openUploads() == 0);
    }

    @Test
    void aTaintedImageIsPlannedWithoutTheUpstreamAndReplaced() throws IOException {
        tofu.apply();
        tofu.ok("taint", "imagesync.hello");
        upstream.faults().on("*", ".*").always(new Fault.Reset());
        assertThat(tofu.ok("plan", "-no-color")).contains("is tainted");
        upstream.faults().clear();
        assertThat(tofu.apply()).contains("1 added", "1 destroyed");
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    @Test
    void refreshOnlySeesTheDriftAndChangesNoRegistry() throws IOException {
        tofu.apply();
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        mirror.exchanges().clear();
        tofu.ok("apply", "-refresh-only", "-auto-approve", "-no-color");
        assertThat(written()).isEmpty();
        assertThat(tofu.ok("state", "show", "-no-color", "imagesync.hello"))
                .contains("observed_digest", TWO.root().digest())
                .contains("\"" + ref(ONE) + "\"");
        assertThat(tofu.apply()).contains("0 added, 1 changed, 0 destroyed");
        assertDeployed(ONE);
    }

    @Test
    void importByIdentityIsOneUpdateThatCopiesNothing() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        mirror.exchanges().clear();
        tofu.program(hello("")
                + """
                        import {
                          to       = imagesync.hello
                          identity = { destination = "%s/mirror/hello:1" }
                        }
                        """
                        .formatted(mirror.host()));
        assertThat(tofu.apply()).contains("1 imported, 1 added, 1 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void aSourceThatIsUnknownAtPlanIsCopiedAtApply() throws IOException {
        tofu.program(
                """
                resource "terraform_data" "tag" {
                  input = "%s/library/hello:1"
                }
                """
                                .formatted(upstream.host())
                        + hello("")
                                .replace("\"" + upstream.host() + "/library/hello:1\"", "terraform_data.tag.output"));
        assertThat(tofu.ok("plan", "-no-color")).contains("(known after apply)");
        tofu.apply();
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    @Test
    void aPinThatIsUnknownAtPlanMayTurnOutToBeAnotherImage() throws IOException {
        tofu.program(pinnedLater(ONE, "1", "")).apply();
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(pinnedLater(TWO, "2", ""));
        assertThat(tofu.ok("plan", "-no-color")).contains("source_digest", "(known after apply) # forces replacement");
        tofu.apply();
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lifecycle {\n    create_before_destroy = true\n  }"})
    void aPinThatIsUnknownAtPlanMayTurnOutToBeTheSameImage(String more) throws IOException {
        tofu.program(pinnedLater(ONE, "1", more)).apply();
        tofu.program(pinnedLater(ONE, "2", more)).apply();
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    /** The pin comes out of another resource, which is made anew with every release. */
    private String pinnedLater(ImageGraph image, String release, String more) {
        return hello("source_digest = terraform_data.release.output\n  " + more)
                + """
                        resource "terraform_data" "release" {
                          input            = "%s"
                          triggers_replace = "%s"
                        }
                        """
                        .formatted(image.root().digest(), release);
    }

    @Test
    void eachAliasHasCredentialsOfItsOwn() throws IOException {
        // A provider that runs already is one for all aliases.
        tofu = Tofu.in(folder, tool());
        try (FakeRegistry locked = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin())) {
            String program =
                    """
                    provider "imagesync" {
                      alias      = "stranger"
                      registries = { "%1$s" = { username = "mallory", password = "wrong-one" } }
                    }
                    provider "imagesync" {
                      alias      = "friend"
                      registries = { "%1$s" = { username = "%2$s", password = "%3$s" } }
                    }
                    resource "imagesync" "hello" {
                      provider    = imagesync.friend
                      source      = "%4$s/library/hello:1"
                      destination = "%1$s/mirror/hello:1"
                    }
                    resource "imagesync" "refused" {
                      provider    = imagesync.stranger
                      source      = "%4$s/library/hello:1"
                      destination = "%1$s/mirror/refused:1"
                    }
                    """
                            .formatted(locked.host(), RegistryOptions.USER, RegistryOptions.PASSWORD, upstream.host());
            Tofu.Ended apply = tofu.program(program).run("apply", "-auto-approve", "-no-color");
            assertThat(apply.code()).isNotZero();
            assertThat(apply.printed()).contains("imagesync.refused", "mallory").doesNotContain("wrong-one");
            assertThat(ONE.differencesIn(locked.content(), REPOSITORY, "1")).isEmpty();
            assertThat(locked.content().tags("mirror/refused")).isEmpty();
            assertThat(tofu.ok("state", "list")).contains("imagesync.hello").doesNotContain("imagesync.refused");
            assertThat(folder.resolve("terraform.tfstate")).content().doesNotContain(RegistryOptions.PASSWORD);
        }
    }

    @Test
    void twoResourcesThatWriteDifferentImagesToOneTagAreFoundAtApply() throws IOException {
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(hello("")
                + """
                resource "imagesync" "rival" {
                  source      = "%s/library/hello:2"
                  destination = "%s/mirror/hello:1"
                }
                """
                        .formatted(upstream.host(), mirror.host()));
        Tofu.Ended apply = tofu.run("apply", "-auto-approve", "-no-color");
        assertThat(apply.code()).isNotZero();
        assertThat(apply.printed()).contains("IS1008", "mirror/hello:1");
    }

    @Test
    void aTimeoutEndsACopyThatStalls() throws IOException {
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        Tofu.Ended apply =
                tofu.program(hello("timeouts = { create = \"2s\" }")).run("apply", "-auto-approve", "-no-color");
        assertThat(apply.code()).isNotZero();
        assertThat(apply.printed()).contains("2 s", "timeouts").doesNotContain("customTimeouts");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
        upstream.faults().clear();
        tofu.apply();
        assertDeployed(ONE);
    }

    /** The delete half is over and the create half waits for another resource when the user presses Ctrl-C. */
    @Test
    void anInterruptBetweenTheHalvesLeavesTheOldImagePullable() throws Exception {
        tofu = Tofu.in(folder, tool()).program(hello(""));
        ImageGraphs.ofContent("first").pushTo(upstream.content(), "library/first", "1");
        String first =
                """
                resource "imagesync" "first" {
                  source      = "%s/library/first:1"
                  destination = "%s/mirror/first:1"
                }
                """
                        .formatted(upstream.host(), mirror.host());
        tofu.apply();
        release(TWO);
        upstream.faults().on("GET", ".*/library/first/blobs/.*").always(new Fault.Stalled());
        Tofu.Running apply = tofu.program(first + hello("depends_on = [imagesync.first]"))
                .start("apply", "-auto-approve", "-no-color");
        await("the upload has begun").atMost(Duration.ofSeconds(60)).until(() -> mirror.openUploads() > 0);
        await("the delete half is over").atMost(Duration.ofSeconds(60)).until(() -> apply.printed()
                .contains("imagesync.hello: Destruction complete"));
        assertThat(apply.interrupt().awaitEnd().printed()).doesNotContain("did not respond");
        assertMirrored(ONE);
        assertThat(mirror.content().manifest(REPOSITORY, ONE.root().digest())).isPresent();
        upstream.faults().clear();
        tofu.apply();
        assertDeployed(TWO);
        tofu.assertInStep();
    }
}
