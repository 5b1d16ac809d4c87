package dev.imagesync.lifecycle;

import dev.imagesync.copy.Bytes;
import dev.imagesync.copy.CopyListener;
import dev.imagesync.operation.Feedback;
import dev.imagesync.reference.ImageReference;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how a copy goes, four times a second at the most. Thread-safe. */
final class Progress implements CopyListener, AutoCloseable {

    private static final long EVERY_NANOS = 250_000_000;

    private final ImageReference destination;
    private final Feedback feedback;
    private final long start = System.nanoTime();
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong lastTold = new AtomicLong(start);

    Progress(ImageReference destination, Feedback feedback) {
        this.destination = destination;
        this.feedback = feedback;
    }

    @Override
    public void planned(long bytes) {
        planned.addAndGet(bytes);
    }

    @Override
    public void moved(long bytes) {
        long total = moved.addAndGet(bytes);
        long now = System.nanoTime();
        long last = lastTold.get();
        if (now - last >= EVERY_NANOS && lastTold.compareAndSet(last, now)) {
            long perSecond = (long) (total / ((now - start) / 1e9));
            feedback.status("copying " + Bytes.human(total) + " of " + Bytes.human(planned.get()) + " ("
                    + Bytes.human(perSecond) + "/s)");
        }
    }

    @Override
    public void leftOut(String words) {
        feedback.warn(destination + ": left out a layer that must not be distributed: " + words);
    }

    @Override
    public void close() {
        if (lastTold.get() != start) {
            feedback.status("");
        }
    }
}
