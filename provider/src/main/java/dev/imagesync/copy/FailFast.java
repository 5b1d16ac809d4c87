package dev.imagesync.copy;

import dev.imagesync.transport.Cancellation;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Does the same to many things at once, a few at a time. The first failure stops the rest and is what comes out. */
final class FailFast {

    private FailFast() {}

    static <T> void forEach(Collection<T> items, int atATime, Cancellation outer, BiConsumer<T, Cancellation> task) {
        Cancellation inner = new Cancellation();
        AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
        Semaphore places = new Semaphore(atATime);
        try (Cancellation.Registration registration = outer.onCancel(inner::cancel);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                Future<?> unused = threads.submit(() -> {
                    try {
                        places.acquire();
                        try {
                            inner.check();
                            task.accept(item, inner);
                        } finally {
                            places.release();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        if (first.compareAndSet(null, e)) {
                            inner.cancel();
                        }
                    }
                });
            }
        }
        outer.check();
        RuntimeException failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }
}
