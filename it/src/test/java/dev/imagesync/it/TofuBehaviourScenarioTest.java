package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The table of behaviour through the real OpenTofu; what the registries hold afterwards is what counts. */
class TofuBehaviourScenarioTest extends TofuScenario {

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
        release(TWO);
        try (TagWatch watch = TagWatch.of(mirror.content(), REPOSITORY, "1")) {
            assertThat(tofu.apply()).contains("1 added, 1 changed, 1 destroyed");
        }
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
        assertThat(tofu.apply())
                .contains("0 added, 1 changed, 0 destroyed", "The source is not available, what was copied stays: ");
        assertDeployed(ONE);
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
        release(TWO);
        tofu.assertInStep();
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
    void noGapOnARealRegistryAskedByHttp() throws Exception {
        try (RegistryProcess registry = RegistryProcess.start()) {
            tofu.program(hello("").replace(mirror.host(), registry.host())).apply();
            release(TWO);
            RegistryProbe probe = new RegistryProbe(registry.host());
            try (TagWatch watch = TagWatch.of(probe, REPOSITORY, "1")) {
                tofu.apply();
            }
            assertThat(TWO.differencesIn(probe, REPOSITORY, "1")).isEmpty();
        }
    }

    @Test
    void firstApplyAdoptsATagThatHasTheDigestAlready() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).doesNotContain("re-pointed");
        assertThat(written()).isEmpty();
        assertDeployed(ONE);
    }

    @Test
    void firstPlanWarnsBeforeItRepointsATag() throws IOException {
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        assertThat(tofu.ok("plan", "-no-color"))
                .contains(
                        "Warning: A tag that exists will be re-pointed: ",
                        ONE.root().digest(),
                        TWO.root().digest());
        assertMirrored(TWO);
        tofu.apply();
        assertDeployed(ONE);
    }

    @Test
    void otherPlatformsReplace() throws IOException {
        tofu.apply();
        String printed = tofu.program(hello("platforms = [\"linux/amd64\"]")).apply();
        assertThat(printed).contains("1 added, 1 changed, 1 destroyed");
        assertThat(mirror.content().tags(REPOSITORY)).containsExactly("1");
        assertThat(mirror.content().digest(REPOSITORY, "1"))
                .isPresent()
                .get()
                .isNotEqualTo(ONE.root().digest());
        assertThat(tofu.output("deployed"))
                .endsWith("@" + mirror.content().digest(REPOSITORY, "1").orElseThrow());
        tofu.assertInStep();
    }

    @Test
    void aPlatformThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        Tofu.Ended ended =
                tofu.program(hello("platforms = [\"plan9/arm\"]")).run("apply", "-auto-approve", "-no-color");
        assertThat(ended.code()).isNotZero();
        assertThat(ended.printed()).contains("plan9/arm", "linux/amd64").doesNotContain("Exception");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
    }

    @Test
    void aPinFromADataSourceIsKnownInThePlanAndOutlivesTheUpstream() throws IOException {
        tofu.program(
                """
                        data "imagesync_image" "upstream" {
                          ref               = "%s/library/hello:1"
                          allow_unavailable = true
                        }
                        """
                                .formatted(upstream.host())
                        + hello("source_digest = data.imagesync_image.upstream.digest"));
        assertThat(tofu.ok("plan", "-no-color")).contains("\"" + ref(ONE) + "\"");
        tofu.apply();
        upstream.faults().on("*", ".*").always(new Fault.Reset());
        tofu.assertInStep();
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.apply();
        assertDeployed(ONE);
        upstream.faults().clear();
        release(TWO);
        assertThat(tofu.ok("plan", "-no-color")).contains("must be replaced", "\"" + ref(TWO) + "\"");
    }

    @Test
    void aPinOnAnotherDigestReplaces() throws IOException {
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(hello("source_digest = \"" + TWO.root().digest() + "\""));
        assertThat(tofu.ok("plan", "-no-color")).contains("must be replaced", "\"" + ref(TWO) + "\"");
        assertThat(tofu.apply()).contains("1 added, 1 changed, 1 destroyed");
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @Test
    void anotherNameOfTheSameSourceCopiesNothing() throws IOException {
        tofu.apply();
        ONE.pushTo(upstream.content(), "library/renamed", "1");
        mirror.exchanges().clear();
        String printed = tofu.program(hello("").replace("library/hello:1", "library/renamed:1"))
                .apply();
        assertThat(printed).contains("0 added", "0 destroyed");
        assertThat(written()).isEmpty();
        assertDeployed(ONE);
        tofu.assertInStep();
    }

    @Test
    void anotherSourceWithAnotherImageIsCopiedOverTheTag() throws IOException {
        tofu.apply();
        TWO.pushTo(upstream.content(), "library/other", "1");
        tofu.program(hello("").replace("library/hello:1", "library/other:1")).apply();
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @Test
    void anotherDeletePolicyIsNotedAndNothingElse() throws IOException {
        tofu.apply();
        mirror.exchanges().clear();
        assertThat(tofu.program(hello("delete_policy = \"retain\"")).apply())
                .contains("0 added, 1 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertMirrored(ONE);
    }

    @Test
    void referrersFollowWhenTheyAreAskedFor() throws IOException {
        tofu.apply();
        String sbom = Attachments.attach(upstream, "library/hello", ONE.root(), "sbom");
        tofu.program(hello("include_referrers = true"));
        assertThat(tofu.apply()).contains("0 added, 1 changed, 0 destroyed");
        assertThat(mirror.content().manifest(REPOSITORY, sbom)).isPresent();
        tofu.assertInStep();
        String later = Attachments.attach(upstream, "library/hello", ONE.root(), "signature");
        assertThat(tofu.apply()).contains("0 added, 1 changed, 0 destroyed");
        assertThat(mirror.content().manifest(REPOSITORY, later)).isPresent();
        tofu.assertInStep();
    }

    @Test
    void aSourceThatIsGoneIsAWarningAndTheMirrorLivesOn() throws IOException {
        tofu.apply();
        upstream.loseEverything();
        Tofu.Ended plan = tofu.run("plan", "-detailed-exitcode", "-no-color");
        assertThat(plan.code()).as(plan.printed()).isZero();
        assertThat(plan.printed())
                .contains("Warning: The source is not available, what was copied stays: ", "library/hello:1");
        assertDeployed(ONE);
    }

    @Test
    void aSourceThatIsAwayIsAnErrorWhereThatIsWanted() throws IOException {
        tofu.apply();
        upstream.faults().on("*", ".*").always(new Fault.Reset());
        tofu.program("provider \"imagesync\" {\n  on_unreachable = \"fail\"\n}\n" + hello(""));
        Tofu.Ended plan = tofu.run("plan", "-no-color");
        assertThat(plan.code()).isNotZero();
        assertThat(plan.printed()).contains("IS3001", "on_unreachable").doesNotContain("onUnreachable");
        assertMirrored(ONE);
    }

    @Test
    void aSourceThatIsMissingAtFirstIsAWarningInThePlanAndAnErrorInTheCopy() throws IOException {
        upstream.loseEverything();
        assertThat(tofu.ok("plan", "-no-color")).contains("Warning: The source is not available yet: ", "2 to add");
        Tofu.Ended apply = tofu.run("apply", "-auto-approve", "-no-color");
        assertThat(apply.code()).isNotZero();
        assertThat(apply.printed()).contains("library/hello:1").doesNotContain("Exception");
        assertThat(tofu.ok("state", "list")).doesNotContain("imagesync.hello");
    }

    @Test
    void aMirrorThatIsAwayIsNeverReadAsEmpty() throws IOException {
        tofu.apply();
        mirror.faults().on("*", ".*").always(Fault.status(403));
        Tofu.Ended plan = tofu.run("plan", "-detailed-exitcode", "-no-color");
        assertThat(plan.code()).as(plan.printed()).isZero();
        assertThat(plan.printed()).contains("Warning: The destination could not be read: ", "the record is kept");
        assertThat(tofu.run("destroy", "-auto-approve", "-no-color").code()).isNotZero();
        assertThat(tofu.ok("state", "list")).contains("imagesync.hello");
        mirror.faults().clear();
        tofu.apply();
        assertDeployed(ONE);
    }

    @Test
    void underTheImagePolicyTheReplacedManifestStaysUntilNobodyPullsIt() throws IOException {
        ImageGraph three = ImageGraphs.ofContent("three");
        tofu.program(hello("delete_policy = \"image\"")).apply();
        release(TWO);
        tofu.apply();
        assertThat(isThere(ONE)).as("the deployment follows after the create").isTrue();
        tofu.ok("apply", "-auto-approve", "-no-color", "-replace=imagesync.hello");
        assertThat(isThere(ONE) && isThere(TWO))
                .as("nothing was replaced by itself")
                .isTrue();
        TWO.pushTo(mirror.content(), REPOSITORY, "other");
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.apply();
        assertDeployed(TWO);
        release(three);
        tofu.apply();
        assertThat(isThere(ONE)).as("it goes with the next replacement").isFalse();
        assertThat(isThere(TWO)).isTrue();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(isThere(three)).isFalse();
        assertThat(isThere(TWO)).as("another tag needs it").isTrue();
    }

    @Test
    void aDestroyTakesTheReplacedManifestToo() throws IOException {
        tofu.program(hello("delete_policy = \"image\"")).apply();
        release(TWO);
        tofu.apply();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(isThere(ONE)).isFalse();
        assertThat(isThere(TWO)).isFalse();
    }

    private boolean isThere(ImageGraph image) {
        return mirror.content().manifest(REPOSITORY, image.root().digest()).isPresent();
    }

    @Test
    void theImagePolicyTakesTheManifestToo() throws IOException {
        tofu.program(hello("delete_policy = \"image\"")).apply();
        release(TWO);
        tofu.apply();
        assertThat(mirror.content().manifest(REPOSITORY, ONE.root().digest()))
                .as("deployments still used it when it was replaced")
                .isPresent();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().manifest(REPOSITORY, TWO.root().digest())).isEmpty();
    }
}
