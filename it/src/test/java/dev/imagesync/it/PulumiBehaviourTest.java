package dev.imagesync.it;

/** The table of behaviour through the real Pulumi. */
class PulumiBehaviourTest extends BehaviourContract {

    @Override
    Engine start() {
        return new PulumiEngine();
    }
}
