package dev.imagesync.it;

import org.junit.jupiter.api.parallel.ResourceLock;

/** The table of behaviour through the real Pulumi. */
@ResourceLock(Stack.ONE_PROGRAM)
class PulumiBehaviourTest extends BehaviourContract {

    @Override
    AttachedProvider provider() {
        return AttachedProvider.pulumi();
    }

    @Override
    Engine start(AttachedProvider provider) {
        return new PulumiEngine(provider);
    }
}
