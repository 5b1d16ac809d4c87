package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** The same pages judged by HashiCorp's own Terraform. */
@Tag("long")
class TerraformPagesTest extends TofuPagesTest {

    @Override
    String tool() {
        return "terraform";
    }
}
