package dev.imagesync.testkit.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something is so. */
final class Patience {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    /**
     * Looks until it is so.
     *
     * @param failed looked at as often: why it will never be so
     * @throws IllegalStateException if it is not so in time, or never will be
     */
    static void until(String what, Duration atMost, BooleanSupplier so, Supplier<Optional<String>> failed) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!so.getAsBoolean()) {
            failed.get().ifPresent(why -> {
                throw new IllegalStateException(what + " was waited for: " + why);
            });
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " was waited for in vain, for " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
