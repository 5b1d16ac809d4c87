package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** The way from other providers through HashiCorp's own Terraform. */
@Tag("long")
class TerraformMigrationScenarioTest extends TofuMigrationScenarioTest {

    @Override
    String tool() {
        return "terraform";
    }
}
