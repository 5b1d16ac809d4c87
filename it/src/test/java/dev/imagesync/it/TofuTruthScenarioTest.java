package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What OpenTofu is told: nothing that may be wrong, and nothing that nobody sees. */
class TofuTruthScenarioTest extends TofuScenario {

    private static final String FAILING = "provider \"imagesync\" {\n  on_unreachable = \"fail\"\n}\n";

    @Test
    void aDestinationThatIsAwayIsAnErrorWhereThatIsWanted() throws IOException {
        tofu.apply();
        mirror.faults().on("*", ".*").always(Fault.status(403));
        Tofu.Ended plan = tofu.program(FAILING + hello("")).run("plan", "-no-color");
        assertThat(plan.code()).as(plan.printed()).isNotZero();
        assertThat(plan.printed()).contains("IS3001", "on_unreachable", "mirror/hello:1");
        mirror.faults().clear();
        tofu.assertInStep();
    }

    @Test
    void platformsThatAreNotKnownYetReplaceWithUnknownDigests() throws IOException {
        tofu.program(later("linux/amd64") + hello("platforms = [terraform_data.later.output]"))
                .apply();
        tofu.program(later("linux/arm64") + hello("platforms = [terraform_data.later.output]"));
        assertThat(tofu.ok("plan", "-no-color")).contains("must be replaced").doesNotContain("re-pointed");
        assertThat(tofu.apply()).contains("imagesync.hello: Creation complete");
        assertThat(mirror.content().tags(REPOSITORY)).containsExactly("1");
        assertThat(tofu.output("deployed"))
                .isEqualTo(mirror.host() + "/" + REPOSITORY + "@"
                        + mirror.content().digest(REPOSITORY, "1").orElseThrow());
    }

    @Test
    void aSourceThatIsNotKnownYetMayHaveMoved() throws IOException {
        String source = "%s/library/hello:${terraform_data.later.output}".formatted(upstream.host());
        String program = hello("").replace("\"" + upstream.host() + "/library/hello:1\"", "\"" + source + "\"");
        ONE.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(later("1") + program).apply();
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(later("2") + program);
        tofu.ok("plan", "-out=saved", "-no-color");
        tofu.ok("apply", "-no-color", "saved");
        assertDeployed(TWO);
    }

    /** A value that is known when the plan is applied. */
    private static String later(String value) {
        return """
                resource "terraform_data" "later" {
                  input            = "%s"
                  triggers_replace = "%s"
                }
                """
                .formatted(value, value);
    }

    @Test
    void everyWarningIsSeenWithItsImage() throws IOException {
        String three = "";
        for (int i = 1; i <= 3; i++) {
            three += hello("")
                    .replace("\"hello\"", "\"hello" + i + "\"")
                    .replace("imagesync.hello.", "imagesync.hello" + i + ".")
                    .replace("\"deployment\"", "\"deployment" + i + "\"")
                    .replace("terraform_data.deployment", "terraform_data.deployment" + i)
                    .replace("\"deployed\"", "\"deployed" + i + "\"")
                    .replace("mirror/hello:1", "mirror/hello:" + i);
            TWO.pushTo(mirror.content(), REPOSITORY, String.valueOf(i));
        }
        String printed = tofu.program(three).ok("plan", "-no-color");
        for (int i = 1; i <= 3; i++) {
            assertThat(printed)
                    .contains("Warning: A tag that exists will be re-pointed: " + mirror.host() + "/mirror/hello:" + i);
        }
    }

    @Test
    void aSourceByDigestIsThePinAndABumpIsKnownInThePlan() throws IOException {
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu.program(pinned(ONE.root().digest())).apply();
        assertDeployed(ONE);
        tofu.assertInStep();
        tofu.program(pinned(TWO.root().digest()));
        assertThat(tofu.ok("plan", "-no-color")).contains("must be replaced", ref(TWO));
        tofu.apply();
        assertDeployed(TWO);
    }

    private String pinned(String digest) {
        return hello("").replace("library/hello:1", "library/hello:1@" + digest);
    }

    @Test
    void withoutARefreshThePlansAgree() throws IOException {
        tofu.apply();
        release(TWO);
        tofu.program(hello("delete_policy = \"retain\""));
        assertThat(tofu.ok("apply", "-auto-approve", "-refresh=false", "-no-color"))
                .contains("1 changed");
        assertMirrored(ONE);
    }

    @Test
    void anImageThatIsNotAvailableIsAWarning() throws IOException {
        String data =
                """
                data "imagesync_image" "none" {
                  ref               = "%s/library/none:1"
                  allow_unavailable = true
                }
                """
                        .formatted(upstream.host());
        assertThat(tofu.program(data).ok("plan", "-no-color"))
                .contains("Warning: An image is not available", "library/none:1");
    }
}
