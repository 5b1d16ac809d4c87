package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan does not know yet, and what it must know: OpenTofu plans once more as it applies, and both must agree. */
class TofuUnknownScenarioTest extends TofuScenario {

    @ParameterizedTest
    @ValueSource(strings = {"\"linux/amd64\", \"linux/arm64\"", "\"linux/amd64\""})
    void platformsThatAreKnownAfterApplyArePlannedAsAReplacement(String next) throws IOException {
        tofu.program(platforms("\"linux/amd64\"", "1")).apply();
        String first = mirror.content().digest(REPOSITORY, "1").orElseThrow();
        tofu.program(platforms(next, "2"));
        assertThat(tofu.ok("plan", "-no-color", "-out=saved"))
                .contains("imagesync.hello must be replaced", "digest_ref", "(known after apply)");
        assertThat(tofu.ok("apply", "-no-color", "saved")).doesNotContain("inconsistent");
        String second = mirror.content().digest(REPOSITORY, "1").orElseThrow();
        assertThat(second.equals(first)).as("the same platforms").isEqualTo(next.equals("\"linux/amd64\""));
        assertThat(tofu.output("deployed")).isEqualTo(mirror.host() + "/" + REPOSITORY + "@" + second);
        tofu.assertInStep();
    }

    /** The platforms come out of another resource, which is made anew with every release. */
    private String platforms(String platforms, String release) {
        return hello("platforms = terraform_data.platforms.output")
                + """
                resource "terraform_data" "platforms" {
                  input            = toset([%s])
                  triggers_replace = "%s"
                }
                """
                        .formatted(platforms, release);
    }

    @Test
    void aDigestInTheSourceIsKnownInThePlanAndNobodyIsAskedForIt() throws IOException {
        tofu.program(at(ONE));
        assertThat(tofu.ok("plan", "-no-color")).contains("\"" + ref(ONE) + "\"");
        tofu.apply();
        assertDeployed(ONE);
        release(TWO);
        upstream.exchanges().clear();
        mirror.exchanges().clear();
        tofu.assertInStep();
        assertThat(upstream.exchanges().all()).isEmpty();
        assertThat(mirror.exchanges().all()).hasSize(1);

        tofu.program(at(TWO));
        assertThat(tofu.ok("plan", "-no-color", "-out=saved"))
                .contains("imagesync.hello must be replaced", "\"" + ref(TWO) + "\"");
        assertThat(tofu.ok("apply", "-no-color", "saved")).contains("1 added, 1 changed, 1 destroyed");
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    private String at(ImageGraph image) {
        return hello("")
                .replace("/library/hello:1", "/library/hello:1@" + image.root().digest());
    }

    @Test
    void withoutARefreshThePlanAndTheApplyAgree() throws IOException {
        tofu.apply();
        release(TWO);
        tofu.program(hello("delete_policy = \"retain\""));
        assertThat(tofu.ok("plan", "-no-color", "-refresh=false", "-out=saved"))
                .contains("0 to add, 1 to change, 0 to destroy");
        release(ImageGraphs.ofContent("three"));
        assertThat(tofu.ok("apply", "-no-color", "saved")).contains("0 added, 1 changed, 0 destroyed");
        assertDeployed(ONE);
        tofu.program(hello("delete_policy = \"tag\""));
        assertThat(tofu.ok("apply", "-auto-approve", "-no-color", "-refresh=false"))
                .contains("0 added, 1 changed, 0 destroyed");
        assertDeployed(ONE);
        tofu.apply();
        assertDeployed(ImageGraphs.ofContent("three"));
    }
}
