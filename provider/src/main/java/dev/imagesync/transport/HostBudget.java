package dev.imagesync.transport;

import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The requests that may be on their way to one registry. It halves each time that the registry says it is too much, at most
 * once in a while, since the requests under way all hear the same; and it grows by one after as many good answers as it is
 * wide, as TCP does. Uploads that stream another response have places of their own: they may need a request to the same
 * registry before they end. Thread-safe.
 */
final class HostBudget {

    private static final Duration EPOCH = Duration.ofMillis(100);

    private final int most;
    private final InstantSource clock;
    private int width;
    private int requests;
    private int uploads;
    private int goodAnswers;
    private long lastCut;

    HostBudget(int most, InstantSource clock) {
        this.most = most;
        this.width = most;
        this.clock = clock;
        this.lastCut = clock.millis() - EPOCH.toMillis();
    }

    /** Waits for a place. */
    void enter(boolean isUpload, Operation operation) {
        try (Cancellation.Registration registration = operation.cancellation().onCancel(this::wake)) {
            synchronized (this) {
                operation.check();
                while ((isUpload ? uploads : requests) >= width) {
                    wait();
                    operation.check();
                }
                if (isUpload) {
                    uploads++;
                } else {
                    requests++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            operation.cancellation().cancel();
            operation.check();
        }
    }

    synchronized void leave(boolean isUpload) {
        if (isUpload) {
            uploads--;
        } else {
            requests--;
        }
        notifyAll();
    }

    /** The registry answered 429 or 503: it has too much to do. */
    synchronized void tooMuch() {
        goodAnswers = 0;
        if (clock.millis() - lastCut >= EPOCH.toMillis()) {
            lastCut = clock.millis();
            width = Math.max(1, width / 2);
        }
    }

    synchronized void wentWell() {
        if (width < most && ++goodAnswers >= width) {
            goodAnswers = 0;
            width++;
            notifyAll();
        }
    }

    synchronized int width() {
        return width;
    }

    private synchronized void wake() {
        notifyAll();
    }
}
