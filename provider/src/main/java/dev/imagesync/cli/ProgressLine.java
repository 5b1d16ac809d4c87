package dev.imagesync.cli;

import dev.imagesync.copy.Bytes;
import dev.imagesync.copy.CopyListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How all copies of one command go together: a line that is written over on a terminal, a line now and then elsewhere. */
final class ProgressLine implements CopyListener, AutoCloseable {

    private static final long TERMINAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong lastTold = new AtomicLong(start);
    private final AtomicInteger imagesDone = new AtomicInteger();
    private volatile int images = 1;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void images(int count) {
        images = count;
    }

    void imageDone() {
        imagesDone.incrementAndGet();
        tell();
    }

    @Override
    public void planned(long bytes) {
        planned.addAndGet(bytes);
    }

    @Override
    public void moved(long bytes) {
        moved.addAndGet(bytes);
        tell();
    }

    @Override
    public void leftOut(String words) {
        terminal.note("left out a layer that must not be distributed: " + words);
    }

    private void tell() {
        long now = System.nanoTime();
        long last = lastTold.get();
        long pause = terminal.interactive() ? TERMINAL_NANOS : LOG_NANOS;
        if (now - last < pause || !lastTold.compareAndSet(last, now)) {
            return;
        }
        long bytes = moved.get();
        long perSecond = (long) (bytes / ((now - start) / 1e9));
        String line = "copying" + (images > 1 ? " " + imagesDone + " of " + images + " images," : "") + " "
                + Bytes.human(bytes) + " of " + Bytes.human(planned.get()) + " (" + Bytes.human(perSecond) + "/s)";
        if (terminal.interactive()) {
            terminal.progress(line);
        } else {
            terminal.note(line);
        }
    }

    @Override
    public void close() {
        terminal.progress("");
    }
}
