package dev.imagesync.operation;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an operation from outside: work under way registers how it is stopped, and waits are cut short. Thread-safe; once
 * cancelled it stays so.
 */
public final class Cancellation {

    private final Set<Runnable> stops = new HashSet<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private @Nullable Problem reason;

    /** Cancels by the user's wish. */
    public void cancel() {
        cancel(Problem.ofInput(
                Code.CANCELLED, "stopped on request", "run the same command again; what was copied is kept"));
    }

    /** Cancels because the time that the user allows is used up. */
    public void timeOut(Duration allowed) {
        cancel(Problem.ofInput(
                Code.TIMED_OUT,
                "the operation took longer than the " + allowed.toSeconds() + " s allowed",
                "raise the timeout; what was copied is kept"));
    }

    /** Cancels for this reason; only the first one counts. */
    public void cancel(Problem why) {
        List<Runnable> toStop;
        synchronized (stops) {
            if (reason != null) {
                return;
            }
            reason = why;
            toStop = List.copyOf(stops);
            stops.clear();
        }
        cancelled.countDown();
        toStop.forEach(Runnable::run);
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Throws what the operation was cancelled for, if it was. */
    public void check() {
        Problem why;
        synchronized (stops) {
            why = reason;
        }
        if (why != null) {
            throw why.toException();
        }
    }

    /** Waits this long, or until cancelled. */
    public void pause(Duration time) {
        try {
            if (!cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
        }
        check();
    }

    /** Runs {@code stop} if cancelled before the registration is closed; at once if cancelled already. */
    public Registration onCancel(Runnable stop) {
        synchronized (stops) {
            if (reason == null) {
                stops.add(stop);
                return () -> {
                    synchronized (stops) {
                        stops.remove(stop);
                    }
                };
            }
        }
        stop.run();
        return () -> {};
    }

    /**
     * A cancellation that follows this one after a while: for a request that is better waited for than broken off, since its
     * answer tells what has to be cleaned up.
     */
    public Lagging lagging(Duration lag) {
        Cancellation follower = new Cancellation();
        Registration registration = onCancel(() -> Thread.startVirtualThread(() -> {
            follower.pause(lag);
            follower.cancel();
        }));
        return new Lagging(follower, registration);
    }

    /** What {@link #lagging} gives: the follower, and its tie, which is cut by closing. */
    public record Lagging(Cancellation cancellation, Registration registration) implements AutoCloseable {
        @Override
        public void close() {
            registration.close();
        }
    }

    /** What {@link #onCancel} gives back; closing it twice is harmless. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
