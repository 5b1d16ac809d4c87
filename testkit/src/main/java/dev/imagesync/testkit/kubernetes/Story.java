package dev.imagesync.testkit.kubernetes;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells what was done, a line each, with how long it took since the line before. Not thread-safe. */
public final class Story {

    private final PrintStream out;
    private long last = System.nanoTime();

    /** One that is printed there. */
    public Story(PrintStream out) {
        this.out = out;
    }

    /** A new part begins; what was before it took no time of it. */
    public void begin(String title) {
        out.println();
        out.println(title);
        last = System.nanoTime();
    }

    /** Tells what is done now. */
    public void tell(String done) {
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - last);
        last = now;
        out.printf(Locale.ROOT, "%7.1f s  %s%n", took.toMillis() / 1000.0, done);
    }
}
