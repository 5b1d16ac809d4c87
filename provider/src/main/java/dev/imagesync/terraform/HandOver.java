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

    /** Quiet is counted in so many steps: a machine that stands still for a while is one step, and the host has its turn after it. */
    private static final int QUIET_STEPS = 10;

    /** In how many steps of a run deletes wait at all, however much else is going on: each keeps one of the host's few places. */
    private static final int MOST_STEPS = 10 * QUIET_STEPS;

    private final Map<String, Image> images = new HashMap<>();
    /** The destinations of the creates of this run that are known of, and of those that are over. */
    private final Set<String> creates = new HashSet<>();

    private final Set<String> over = new HashSet<>();
    private final Duration step;
    private int working;
    private int quietSteps;
    private int steps;
    private long lastStep;
    private boolean hasBegun;

    HandOver() {
        this(QUIET);
    }

    HandOver(Duration quiet) {
        this.step = quiet.dividedBy(QUIET_STEPS);
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

    private synchronized void sign(int begins) {
        working += begins;
        sign();
    }

    private void sign() {
        hasBegun = true;
        quietSteps = 0;
        lastStep = System.nanoTime();
        notifyAll();
    }

    /** A create of this destination is planned, and comes in this run. */
    synchronized void expect(ImageReference destination) {
        creates.add(destination.canonical());
        notifyAll();
    }

    /**
     * Gives the image to a create of its destination that comes in this run, or is at work.
     *
     * @return false if that create is over already
     */
    synchronized boolean give(Image image) {
        String destination = image.recorded().destination().canonical();
        if (over.contains(destination)) {
            return false;
        }
        images.put(destination, image);
        sign();
        return true;
    }

    /** Forgets everything: the run is over. */
    synchronized void clear() {
        images.clear();
        creates.clear();
        over.clear();
        steps = 0;
        hasBegun = false;
    }

    /**
     * Gives the image to a create that is expected, or will be.
     *
     * @return whether there is one
     */
    boolean giveIfExpected(Image image, Operation operation) {
        return isComing(image.recorded().destination(), operation) && give(image);
    }

    /** Whether a create of this destination comes in this run. The host may plan it some time after it asks for the delete. */
    synchronized boolean isComing(ImageReference destination, Operation operation) {
        if (!hasBegun) {
            sign();
        }
        try {
            while (!creates.contains(destination.canonical()) && quietSteps < QUIET_STEPS && steps < MOST_STEPS) {
                operation.check();
                wait(step.toMillis());
                countStep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return creates.contains(destination.canonical());
    }

    /** One step for all deletes that wait, however many do. */
    private void countStep() {
        long now = System.nanoTime();
        if (now - lastStep >= step.toNanos()) {
            quietSteps = working == 0 ? quietSteps + 1 : 0;
            steps++;
            lastStep = now;
        }
    }

    /** Whether an image was handed over at this destination. */
    synchronized boolean holds(ImageReference destination) {
        return images.containsKey(destination.canonical());
    }

    /**
     * The create of this destination begins.
     *
     * @return the image that was handed over so far; another may come until the {@link #end}
     */
    synchronized Optional<Image> begin(ImageReference destination) {
        creates.add(destination.canonical());
        return Optional.ofNullable(images.get(destination.canonical()));
    }

    /**
     * The create of this destination is over, however it went. To say so again changes nothing.
     *
     * @return the image that was handed over, before it began or while it was at work
     */
    synchronized Optional<Image> end(ImageReference destination) {
        over.add(destination.canonical());
        return Optional.ofNullable(images.get(destination.canonical()));
    }
}
