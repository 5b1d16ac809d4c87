package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** What people meet first through HashiCorp's own Terraform, the example among it. */
@Tag("long")
class TerraformUserScenarioTest extends TofuUserScenarioTest {

    @Override
    String tool() {
        return "terraform";
    }
}
