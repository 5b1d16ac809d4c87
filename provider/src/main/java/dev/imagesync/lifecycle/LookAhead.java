package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Seen;
import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads tags before they are asked for. An engine that plans one resource after the other would wait for each registry in
 * turn; what is read ahead is there when its turn comes. Each reading is used once, and only if it found the tag: absence and
 * failure are asked again, since the program itself may push an image meanwhile. Thread-safe.
 */
final class LookAhead {

    /** Enough to hide a slow registry, and few enough not to look like an attack. */
    private static final int AT_A_TIME = 32;

    private final Map<String, CompletableFuture<Optional<Seen.Present>>> readings = new ConcurrentHashMap<>();
    /** Tags whose turn has come: who tells of them now comes too late. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private final Semaphore places = new Semaphore(AT_A_TIME);
    private Cancellation cancellation = new Cancellation();

    /** Begins to read a tag, unless it is being read already. */
    void start(ImageReference reference, Function<Operation, Seen> reading) {
        CompletableFuture<Optional<Seen.Present>> future = new CompletableFuture<>();
        if (taken.contains(reference.canonical()) || readings.putIfAbsent(reference.canonical(), future) != null) {
            return;
        }
        Operation current = Operation.unattended().endedBy(current());
        Thread.startVirtualThread(() -> {
            Optional<Seen.Present> found = Optional.empty();
            try {
                places.acquire();
                try {
                    found = reading.apply(current) instanceof Seen.Present present
                            ? Optional.of(present)
                            : Optional.empty();
                } finally {
                    places.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ImagesyncException e) {
                // The run ended meanwhile; nobody waits for this any more.
                found = Optional.empty();
            } finally {
                future.complete(found);
            }
        });
    }

    /** What was read ahead, once; empty if nothing was, or if the tag was not found. Waits for a reading under way. */
    Optional<Seen.Present> take(ImageReference reference, Operation waiter) {
        taken.add(reference.canonical());
        CompletableFuture<Optional<Seen.Present>> future = readings.remove(reference.canonical());
        if (future == null) {
            return Optional.empty();
        }
        try (Cancellation.Registration registration =
                waiter.cancellation().onCancel(() -> future.complete(Optional.empty()))) {
            Optional<Seen.Present> found = future.join();
            waiter.check();
            return found;
        }
    }

    /** Forgets a tag that is written. */
    void forget(ImageReference reference) {
        readings.remove(reference.canonical());
    }

    private synchronized Cancellation current() {
        return cancellation;
    }

    /** Ends what is under way, and forgets everything. */
    void clear() {
        Cancellation ended;
        synchronized (this) {
            ended = cancellation;
            cancellation = new Cancellation();
        }
        ended.cancel();
        readings.clear();
        taken.clear();
    }
}
