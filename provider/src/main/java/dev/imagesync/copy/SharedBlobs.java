package dev.imagesync.copy;

import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the copies of one process share: which repository of a registry has a blob already, so that images with common layers
 * move them once, and how many blobs are moved at a time. The first copy that needs a blob in a registry leads; the others
 * wait for it, and mount what it brought. Thread-safe.
 */
public final class SharedBlobs {

    /** More streams than this do not go faster through one machine, and each holds two connections. */
    private static final int STREAMS = 12;

    private final Map<Key, CompletableFuture<Optional<Repository>>> landings = new ConcurrentHashMap<>();
    private final Semaphore streams = new Semaphore(STREAMS, true);

    /** A blob in a registry. */
    record Key(Registry registry, Digest digest) {}

    /** Whose turn it is to bring a blob. */
    sealed interface Turn {

        /**
         * Ours; {@link #end} must be called.
         *
         * @param own what those wait for who come later
         */
        record Lead(Key key, CompletableFuture<Optional<Repository>> own) implements Turn {}

        /** Somebody brought it to this repository. */
        record Follow(Repository landed) implements Turn {}
    }

    /** Waits for the copy that leads this blob, if there is one; if that one fails, the next takes its place. */
    Turn turn(Repository destination, Digest digest, Operation operation) {
        Key key = key(destination, digest);
        while (true) {
            CompletableFuture<Optional<Repository>> own = new CompletableFuture<>();
            CompletableFuture<Optional<Repository>> leader = landings.putIfAbsent(key, own);
            if (leader == null) {
                return new Turn.Lead(key, own);
            }
            Optional<Repository> landed = await(leader, operation);
            if (landed.isPresent()) {
                return new Turn.Follow(landed.get());
            }
        }
    }

    /**
     * The leader's blob is in place, or it never will be by this copy.
     *
     * @param landed where it is; null if it is not
     */
    void end(Turn.Lead lead, @Nullable Repository landed) {
        if (landed == null) {
            landings.remove(lead.key(), lead.own());
        }
        lead.own().complete(Optional.ofNullable(landed));
    }

    /** What was remembered turned out wrong: the registry does not have this blob any more. What is under way goes on. */
    void forget(Repository destination, Digest digest) {
        landings.computeIfPresent(key(destination, digest), (key, landing) -> landing.isDone() ? null : landing);
    }

    /** Moves bytes when there is room for one more stream. */
    <T> T streaming(Supplier<T> move, Operation operation) {
        try {
            streams.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            operation.cancellation().cancel();
            operation.check();
        }
        try {
            operation.check();
            return move.get();
        } finally {
            streams.release();
        }
    }

    private static Optional<Repository> await(CompletableFuture<Optional<Repository>> leader, Operation operation) {
        CompletableFuture<Optional<Repository>> waiting = leader.copy();
        try (Cancellation.Registration registration =
                operation.cancellation().onCancel(() -> waiting.complete(Optional.empty()))) {
            return waiting.join();
        } catch (CompletionException e) {
            return Optional.empty();
        } finally {
            operation.check();
        }
    }

    private static Key key(Repository destination, Digest digest) {
        return new Key(destination.registry().canonical(), digest);
    }
}
