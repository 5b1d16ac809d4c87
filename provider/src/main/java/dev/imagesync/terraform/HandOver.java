package dev.imagesync.terraform;

import dev.imagesync.behaviour.Recorded;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Images that one resource gives up and another takes at the same destination. A replacement is such a pair: Terraform deletes
 * first, by default, and the tag would be missing until the new image is there. So the delete only hands the image over, and the
 * create re-points the tag. A resource whose address is renamed without {@code moved} is another: its delete and its create run in
 * any order, or at once, and nothing tells that they belong together but the destination. Thread-safe.
 */
final class HandOver {

    /** How long nothing but deletes must be asked for, until a delete gives up waiting for a create of its destination. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** How long a delete waits at all, however much else is going on. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Map<String, Image> images = new HashMap<>();
    private final Set<String> expected = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Duration quiet;
    private int working;
    private long lastSign;
    private boolean hasBegun;

    HandOver() {
        this(QUIET);
    }

    HandOver(Duration quiet) {
        this.quiet = quiet;
    }

    /**
     * An image that was handed over.
     *
     * @param recorded the record of the old image
     * @param state its state, for the case that the create fails
     * @param privateState what the plan left with its delete: what comes next, if the plan saw that, and what was before
     */
    record Image(Recorded recorded, Value.Fields state, PrivateState privateState) {}

    /** Does the work of a call that is no delete. While there is one, and for a moment after it, the host may ask for more. */
    <T> T working(Supplier<T> call) {
        sign(1);
        try {
            return call.get();
        } finally {
            sign(-1);
        }
    }

    private synchronized void sign(int begun) {
        working += begun;
        sign();
    }

    private void sign() {
        hasBegun = true;
        lastSign = System.nanoTime();
        notifyAll();
    }

    /** A create of this destination is planned, and comes in this run. */
    synchronized void expect(ImageReference destination) {
        expected.add(destination.canonical());
        notifyAll();
    }

    /** Whether a create of this destination is planned and has not begun. */
    synchronized boolean isExpected(ImageReference destination) {
        return expected.contains(destination.canonical());
    }

    /**
     * Gives the image to a create of its destination that comes in this run.
     *
     * @return false if that create has begun already
     */
    synchronized boolean give(Image image) {
        String destination = image.recorded().destination().canonical();
        if (begun.contains(destination)) {
            return false;
        }
        images.put(destination, image);
        sign();
        return true;
    }

    /** Forgets everything: the run is over. */
    synchronized void clear() {
        images.clear();
        expected.clear();
        begun.clear();
        hasBegun = false;
    }

    /**
     * Gives the image to a create that is expected, or will be: the host may plan it some time after it asks for the delete.
     *
     * @return whether there is one
     */
    synchronized boolean giveIfExpected(Image image, Operation operation) {
        if (!hasBegun) {
            sign();
        }
        ImageReference destination = image.recorded().destination();
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            for (long left = left(end); left > 0 && !isKnown(destination); left = left(end)) {
                operation.check();
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isExpected(destination) && give(image);
    }

    private boolean isKnown(ImageReference destination) {
        return isExpected(destination) || begun.contains(destination.canonical());
    }

    /** How long to wait on, in milliseconds. */
    private long left(long end) {
        long now = System.nanoTime();
        long untilQuiet = working > 0 ? quiet.toNanos() : lastSign + quiet.toNanos() - now;
        return TimeUnit.NANOSECONDS.toMillis(Math.min(untilQuiet, end - now));
    }

    /** Whether an image was handed over at this destination and not taken yet. */
    synchronized boolean holds(ImageReference destination) {
        return images.containsKey(destination.canonical());
    }

    /** The image that was handed over at this destination, once; the create that was expected has begun. */
    synchronized Optional<Image> take(ImageReference destination) {
        expected.remove(destination.canonical());
        begun.add(destination.canonical());
        return Optional.ofNullable(images.remove(destination.canonical()));
    }
}
