package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is told of a plan that goes ahead, and what is not told without need. */
class TofuNoticeScenarioTest extends TofuScenario {

    @Test
    void unreachableDestinationFailsThePlanWhereTheUserWantsIt() throws IOException {
        tofu.apply();
        mirror.faults().on("*", ".*").always(new Fault.Reset());
        Tofu.Ended kept = tofu.run("plan", "-detailed-exitcode", "-no-color");
        assertThat(kept.code()).as(kept.printed()).isZero();
        assertThat(kept.printed()).contains("Warning: The destination could not be read", "the record is kept");

        tofu.program("provider \"imagesync\" {\n  on_unreachable = \"fail\"\n}\n" + hello(""));
        Tofu.Ended failed = tofu.run("plan", "-no-color");
        assertThat(failed.code()).as(failed.printed()).isEqualTo(1);
        assertThat(failed.printed())
                .contains("Error: ", "IS3001", mirror.host() + "/mirror/hello:1", "on_unreachable")
                .doesNotContain("onUnreachable");
        mirror.faults().clear();
        tofu.assertInStep();
        assertMirrored(ONE);
    }

    @Test
    void everyImageHasItsWarningAndNoneHidesAnother() throws IOException {
        ONE.pushTo(upstream.content(), "library/gone", "1");
        tofu.program(image("gone")).apply();
        upstream.loseEverything();
        for (String name : new String[] {"first", "second"}) {
            ONE.pushTo(upstream.content(), "library/" + name, "1");
            TWO.pushTo(mirror.content(), "mirror/" + name, "1");
        }
        tofu.program(image("gone") + image("first") + image("second"));
        assertThat(tofu.ok("plan", "-no-color"))
                .contains(
                        "Warning: The source is not available, what was copied stays: " + mirror.host()
                                + "/mirror/gone:1",
                        "Warning: A tag that exists will be re-pointed: " + mirror.host() + "/mirror/first:1",
                        "Warning: A tag that exists will be re-pointed: " + mirror.host() + "/mirror/second:1")
                .doesNotContain("similar warning");
    }

    /** An image whose resource and repositories have this name. */
    private String image(String name) {
        return """
                resource "imagesync" "%1$s" {
                  source      = "%2$s/library/%1$s:1"
                  destination = "%3$s/mirror/%1$s:1"
                }
                """
                .formatted(name, upstream.host(), mirror.host());
    }

    @Test
    void underCreateBeforeDestroyThePlanKnowsOurOwnTag() throws IOException {
        String program = hello("lifecycle {\n    create_before_destroy = true\n  }");
        tofu.program(program).apply();
        release(TWO);
        assertThat(tofu.ok("plan", "-no-color", "-out=saved"))
                .contains("must be replaced")
                .doesNotContain("exists already", "re-pointed");
        try (TagWatch watch = TagWatch.of(mirror.content(), REPOSITORY, "1")) {
            assertThat(tofu.ok("apply", "-no-color", "saved")).contains("1 added, 1 changed, 1 destroyed");
        }
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    @Test
    void aDataSourceThatMayBeUnavailableWarns() throws IOException {
        tofu.program(
                """
                data "imagesync_image" "missing" {
                  ref               = "%s/library/missing:1"
                  allow_unavailable = true
                }
                output "digest" {
                  value = data.imagesync_image.missing.digest == null ? "none" : "some"
                }
                """
                        .formatted(upstream.host()));
        assertThat(tofu.apply()).contains("Warning: ", upstream.host() + "/library/missing:1");
        assertThat(tofu.output("digest")).isEqualTo("none");
    }

    @Test
    void aFunctionSaysWhatIsWrongWithItsArgument() throws IOException {
        tofu.program(
                """
                output "repository" {
                  value = provider::imagesync::parse_reference("not a reference").repository
                }
                """);
        Tofu.Ended ended = tofu.run("plan", "-no-color");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.printed()).contains("IS1001", "not a reference").doesNotContain("Exception");
    }
}
