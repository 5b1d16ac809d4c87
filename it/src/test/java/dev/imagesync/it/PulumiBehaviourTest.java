package dev.imagesync.it;

import org.junit.jupiter.api.parallel.ResourceLock;

/** The table of behaviour through the real Pulumi. */
@ResourceLock(Stack.ONE_PROGRAM)
class PulumiBehaviourTest extends BehaviourContract {

    @Override
    Engine start() {
        return new PulumiEngine();
    }
}
