package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One program and one state, first with one engine and then with the other, as docs/guides/terraform-and-opentofu.md tells it. */
@Tag("long")
class ChangeOfEngineScenarioTest extends TofuScenario {

    private Tofu terraform;

    /** One that starts its providers: whose provider it is decides here. */
    @Override
    Tofu engine(Path folder) throws IOException {
        return Tofu.in(folder, tool());
    }

    @BeforeEach
    void thereIsAnotherEngine() throws IOException {
        terraform = Tofu.in(folder, "terraform");
    }

    @Test
    void tofuGoesOnWithTheStateOfTerraform() throws IOException {
        terraform.apply();
        assertDeployed(ONE);
        mirror.exchanges().clear();
        tofu.assertInStep();
        assertThat(tofu.apply()).contains("0 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
    }

    @Test
    void terraformGoesOnWithTheStateOfTofuAfterOneCommand() throws IOException {
        tofu.apply();
        mirror.exchanges().clear();
        Tofu.Ended without = terraform.run("plan", "-no-color");
        assertThat(without.code()).as(without.printed()).isEqualTo(1);
        assertThat(without.printed()).contains("requires provider registry.opentofu.org/imagesync/imagesync");

        terraform.ok(
                "state",
                "replace-provider",
                "-auto-approve",
                "registry.opentofu.org/imagesync/imagesync",
                "imagesync/imagesync");
        terraform.assertInStep();
        assertThat(written()).isEmpty();
    }

    /** What the page says that one of them alone has. */
    @Test
    void onlyTofuLetsALifecycleKeepWhatIsDestroyed() throws IOException {
        tofu.program(hello("lifecycle {\n    destroy = false\n  }"));
        tofu.ok("validate", "-no-color");
        assertThat(terraform.run("validate", "-no-color").printed())
                .contains("An argument named \"destroy\" is not expected here");
    }
}
