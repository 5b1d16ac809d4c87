package dev.imagesync.lifecycle;

import dev.imagesync.operation.Operation;
import dev.imagesync.reference.ImageReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock a destination: an engine may delete and create one destination at once, as OpenTofu does when the address of a
 * resource is renamed. Thread-safe.
 */
final class Locks {

    private static final long LOOK_UP_MILLIS = 100;

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Works while nobody else of this process works on the destination. */
    <T> T holding(ImageReference destination, Operation operation, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(destination.canonical(), any -> new ReentrantLock());
        acquire(lock, operation);
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static void acquire(ReentrantLock lock, Operation operation) {
        try {
            while (!lock.tryLock(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                operation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            operation.cancellation().cancel();
            operation.check();
        }
    }
}
