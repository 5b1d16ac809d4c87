package dev.imagesync.operation;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What runs now for an engine, and how it is ended: because the engine stops, or when its time is up. Thread-safe. */
public final class RunningOperations implements AutoCloseable {

    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timeouts").factory());

    /**
     * Runs an operation.
     *
     * @param resource the name of the resource in its engine; empty where there is none
     * @param allowed how long it may take; zero means as long as it takes
     */
    public <T> T run(String resource, Feedback feedback, Duration allowed, Function<Operation, T> work) {
        Cancellation cancellation = new Cancellation();
        running.add(cancellation);
        ScheduledFuture<?> timer = allowed.isPositive()
                ? clock.schedule(() -> cancellation.timeOut(allowed), allowed.toMillis(), TimeUnit.MILLISECONDS)
                : null;
        try {
            return work.apply(new Operation(resource, feedback, cancellation));
        } finally {
            running.remove(cancellation);
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    /** Ends what runs now. What starts later is not touched. */
    public void cancelAll() {
        running.forEach(Cancellation::cancel);
    }

    @Override
    public void close() {
        cancelAll();
        clock.shutdownNow();
    }
}
