package dev.imagesync.copy;

import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many things at once, a few at a time. The first failure stops the rest and is what comes out; but an error
 * comes before the exceptions that it brought about in other threads, such as those of a pool that it closed.
 *
 * <p>The calling thread does its part, so that one thing alone needs no other; its helpers stay for a while and help the next
 * call: a small image is copied in less time than it takes to start a thread for each of its blobs. They are platform threads:
 * once a virtual thread has waited for a socket, the JVM has a thread that waits for all of them in native code, and a process
 * with such a thread takes 0.3 s longer to end.
 *
 * @param <T> one of the things
 */
final class FailFast<T> {

    private static final ExecutorService HELPERS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("copy-", 0).factory());

    private final Queue<T> left;
    private final BiConsumer<T, Operation> task;
    private final Operation operation;
    private final Cancellation ended;
    private final AtomicReference<@Nullable Throwable> gravest = new AtomicReference<>();
    private final Phaser atWork = new Phaser(1);

    private FailFast(Collection<T> items, BiConsumer<T, Operation> task, Operation operation, Cancellation ended) {
        this.left = new ConcurrentLinkedQueue<>(items);
        this.task = task;
        this.operation = operation;
        this.ended = ended;
    }

    /** Returns when no task runs any more. */
    static <T> void forEach(Collection<T> items, int atATime, Operation outer, BiConsumer<T, Operation> task) {
        if (items.isEmpty()) {
            return;
        }
        Cancellation ended = new Cancellation();
        FailFast<T> work = new FailFast<>(items, task, outer.endedBy(ended), ended);
        try (Cancellation.Registration registration = outer.cancellation().onCancel(ended::cancel)) {
            work.runWith(Math.min(atATime, items.size()) - 1);
        }
        outer.check();
        work.throwGravest();
    }

    private void runWith(int helpers) {
        for (int i = 0; i < helpers; i++) {
            callHelper();
        }
        run();
        int _ = atWork.arriveAndAwaitAdvance();
    }

    /** One that cannot be had, such as for want of memory, fails the whole; those at work are waited for all the same. */
    private void callHelper() {
        int _ = atWork.register();
        try {
            HELPERS.execute(() -> {
                try {
                    run();
                } finally {
                    int _ = atWork.arriveAndDeregister();
                }
            });
        } catch (RuntimeException | Error e) {
            fail(e);
            int _ = atWork.arriveAndDeregister();
        }
    }

    private void run() {
        for (T item = left.poll(); item != null; item = left.poll()) {
            try {
                operation.check();
                task.accept(item, operation);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
    }

    private void fail(Throwable failure) {
        gravest.accumulateAndGet(failure, FailFast::graver);
        ended.cancel();
    }

    private void throwGravest() {
        if (gravest.get() instanceof Error failure) {
            throw failure;
        }
        if (gravest.get() instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private static Throwable graver(@Nullable Throwable known, Throwable next) {
        return known == null || (next instanceof Error && !(known instanceof Error)) ? next : known;
    }
}
