package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** The same commands of the README for users of HashiCorp's own Terraform. */
@Tag("long")
class TerraformInstallationTest extends ReadmeInstallationTest {

    @Override
    String tool() {
        return "terraform";
    }

    @Override
    String registry() {
        return "registry.terraform.io";
    }
}
