package dev.imagesync.cli;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Copies all images of a list, some at a time. One that fails, of whatever, does not stop the others, and counts.
 *
 * @param jobs how many at a time
 * @param copy copies one
 * @param failed hears why one failed
 */
record CopyBatch(int jobs, Consumer<CopyList.Entry> copy, Consumer<Throwable> failed) {

    /** Gives how many failed. */
    int run(List<CopyList.Entry> entries) {
        AtomicInteger left = new AtomicInteger(entries.size());
        try (ExecutorService threads =
                Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().factory())) {
            for (CopyList.Entry entry : entries) {
                threads.execute(() -> {
                    if (attempt(entry)) {
                        left.decrementAndGet();
                    }
                });
            }
        }
        return left.get();
    }

    private boolean attempt(CopyList.Entry entry) {
        try {
            copy.accept(entry);
            return true;
        } catch (RuntimeException | Error e) {
            failed.accept(e);
            return false;
        }
    }
}
