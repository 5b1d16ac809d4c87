package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** The table of behaviour through HashiCorp's own Terraform. */
@Tag("long")
class TerraformBehaviourTest extends BehaviourContract {

    @Override
    Engine start() {
        return new TofuEngine("terraform");
    }
}
