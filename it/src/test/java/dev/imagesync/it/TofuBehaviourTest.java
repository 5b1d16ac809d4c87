package dev.imagesync.it;

/** The table of behaviour through the real OpenTofu. */
class TofuBehaviourTest extends BehaviourContract {

    @Override
    Engine start() {
        return new TofuEngine("tofu");
    }
}
