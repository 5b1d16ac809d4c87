package dev.imagesync.copy;

import dev.imagesync.transport.Cancellation;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many things at once, a few at a time. The first failure stops the rest and is what comes out.
 *
 * <p>By platform threads, as it is only a few: once a virtual thread has waited for a socket, the JVM has a thread that waits
 * for all of them in native code, and a process with such a thread takes 0.3 s longer to end.
 */
final class FailFast {

    private FailFast() {}

    static <T> void forEach(Collection<T> items, int atATime, Cancellation outer, BiConsumer<T, Cancellation> task) {
        if (items.isEmpty()) {
            return;
        }
        Cancellation inner = new Cancellation();
        AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
        try (Cancellation.Registration registration = outer.onCancel(inner::cancel);
                ExecutorService threads = Executors.newFixedThreadPool(
                        Math.min(atATime, items.size()),
                        Thread.ofPlatform().daemon().name("copy-", 0).factory())) {
            for (T item : items) {
                Future<?> unused = threads.submit(() -> {
                    try {
                        inner.check();
                        task.accept(item, inner);
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
