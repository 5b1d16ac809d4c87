package dev.imagesync.it;

/** The table of behaviour through the real OpenTofu. */
class TofuBehaviourTest extends BehaviourContract {

    @Override
    AttachedProvider provider() {
        return AttachedProvider.terraform();
    }

    @Override
    Engine start(AttachedProvider provider) {
        return new TofuEngine("tofu", provider);
    }
}
