package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What OpenTofu does besides the contract of behaviour: dependants, requests that are counted, a manifest that waits. */
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
    void firstApplyAdoptsATagThatHasTheDigestAlready() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).doesNotContain("re-pointed");
        assertThat(written()).isEmpty();
        assertDeployed(ONE);
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

    private boolean isThere(ImageGraph image) {
        return mirror.content().manifest(REPOSITORY, image.root().digest()).isPresent();
    }
}
