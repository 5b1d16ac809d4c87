package dev.imagesync.it;

import org.junit.jupiter.api.Tag;

/** The table of behaviour through HashiCorp's own Terraform. */
@Tag("long")
class TerraformBehaviourTest extends BehaviourContract {

    @Override
    AttachedProvider provider() {
        return AttachedProvider.terraform();
    }

    @Override
    Engine start(AttachedProvider provider) {
        return new TofuEngine("terraform", provider);
    }
}
