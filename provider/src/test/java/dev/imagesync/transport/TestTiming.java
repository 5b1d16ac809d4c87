package dev.imagesync.transport;

import dev.imagesync.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only pauses and tests move: a pause is noted, and over at once. Thread-safe. */
public final class TestTiming {

    /** Long enough for loopback on a busy machine, short enough to be waited for. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** The timing to give to a transport. */
    public Timing timing() {
        return new Timing(SILENCE, SILENCE, SILENCE, () -> now, this::pause);
    }

    private void pause(Duration time, Operation cancellation) {
        cancellation.check();
        pauses.add(time);
        advance(time);
    }

    /** Lets time pass. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    /** What was waited so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** What was waited in all. */
    public Duration waited() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
