package dev.imagesync.transport;

import dev.imagesync.operation.Operation;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something is tried again, and how long is waited before: from 0.2 s on, twice as long each time, at most 5 s, and
 * half of it by chance, so that many who failed together do not come back together. A request has one of its own; a blob has one
 * for all its requests, so that what one layer tries again does not multiply with what the next does. Thread-safe.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Further attempts of a request, and of a blob. */
    private static final int OF_REQUEST = 4;

    private static final int OF_BLOB = 11;

    private final Timing.Pauses pauses;
    private final boolean isShared;
    private int left;
    private int failures;

    private Backoff(Timing.Pauses pauses, int left, boolean isShared) {
        this.pauses = pauses;
        this.left = left;
        this.isShared = isShared;
    }

    /** Four more attempts. */
    static Backoff ofRequest(Timing.Pauses pauses) {
        return new Backoff(pauses, OF_REQUEST, false);
    }

    /** Eleven more attempts, whoever makes them. */
    public static Backoff ofBlob(Timing.Pauses pauses) {
        return new Backoff(pauses, OF_BLOB, true);
    }

    /** Whether it is for more than one request. */
    boolean isShared() {
        return isShared;
    }

    /** Waits before one more attempt; returns false at once if there is none left. */
    public boolean tryAgain(Operation operation) {
        return tryAgain(1, operation);
    }

    /**
     * The same for what is less likely to go better next time.
     *
     * @param cost how many attempts it counts for
     */
    public boolean tryAgain(int cost, Operation operation) {
        Duration pause;
        synchronized (this) {
            if (left < cost) {
                return false;
            }
            left -= cost;
            pause = pause(++failures);
        }
        pauses.pause(pause, operation);
        return true;
    }

    /** Waits a little after something that got on; that costs nothing. */
    public void goOn(Operation operation) {
        pauses.pause(pause(1), operation);
    }

    private static Duration pause(int failure) {
        long most = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failure - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
