package dev.imagesync.configuration;

import dev.imagesync.lifecycle.RunMemory;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of a provider's process: that of its newest configuration, or of the defaults as long as nobody configured it.
 * Thread-safe.
 */
public final class Configured implements AutoCloseable {

    private final Surroundings here;
    private final RunMemory run = new RunMemory();
    private @Nullable Runtime runtime;

    public Configured(Surroundings here) {
        this.here = here;
    }

    /** What this run of the process remembers, whatever the configuration. */
    public RunMemory run() {
        return run;
    }

    /** Works by these settings from now on. What is under way ends by those it began with. */
    public synchronized void configure(Settings settings) {
        runtime = Runtime.of(settings, here, run);
    }

    /** What works now. */
    public synchronized Runtime runtime() {
        if (runtime == null) {
            runtime = Runtime.of(Settings.DEFAULTS, here, run);
        }
        return runtime;
    }

    @Override
    public synchronized void close() {
        if (runtime != null) {
            runtime.close();
        }
    }
}
