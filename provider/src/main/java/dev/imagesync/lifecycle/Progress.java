package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Notices;
import dev.imagesync.copy.Bytes;
import dev.imagesync.copy.CopyListener;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.ImageReference;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how a copy goes, four times a second at the most. Thread-safe. */
final class Progress implements CopyListener, AutoCloseable {

    private static final long EVERY_NANOS = 250_000_000;

    private final ImageReference destination;
    private final NoticeTeller notices;
    private final Operation operation;
    private final long start = System.nanoTime();
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong lastTold = new AtomicLong(start);

    Progress(ImageReference destination, NoticeTeller notices, Operation operation) {
        this.destination = destination;
        this.notices = notices;
        this.operation = operation;
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
            operation
                    .feedback()
                    .status("copying " + Bytes.human(total) + " of " + Bytes.human(planned.get()) + " ("
                            + Bytes.human(perSecond) + "/s)");
        }
    }

    @Override
    public void leftOut(String words) {
        notices.tell(Notices.layerLeftOut(destination, words), operation);
    }

    @Override
    public void close() {
        if (lastTold.get() != start) {
            operation.feedback().status("");
        }
    }
}
