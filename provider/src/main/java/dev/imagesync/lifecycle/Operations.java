package dev.imagesync.lifecycle;

import dev.imagesync.transport.Cancellation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What runs now for an engine, and how it is ended: because the engine stops, or when its time is up. Thread-safe. */
public final class Operations implements AutoCloseable {

    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timeouts").factory());

    /** Runs an operation that may take this many seconds; 0 means as long as it takes. */
    public <T> T run(double timeoutSeconds, Function<Cancellation, T> operation) {
        Cancellation cancellation = new Cancellation();
        running.add(cancellation);
        Duration allowed = Duration.ofMillis((long) (timeoutSeconds * 1000));
        ScheduledFuture<?> timer = allowed.isPositive()
                ? clock.schedule(() -> cancellation.timeOut(allowed), allowed.toMillis(), TimeUnit.MILLISECONDS)
                : null;
        try {
            return operation.apply(cancellation);
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
