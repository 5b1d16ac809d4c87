package dev.imagesync.terraform;

import dev.imagesync.lifecycle.Recorded;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images whose delete is half of a replacement at the same destination. Terraform deletes first, by default; then the tag would
 * be missing until the new image is there. So the delete only hands the image over, and the create re-points the tag.
 * Thread-safe.
 */
final class HandOver {

    private final Map<String, Image> images = new ConcurrentHashMap<>();

    /**
     * An image that was handed over.
     *
     * @param recorded the record of the old image
     * @param state its state, for the case that the create fails
     * @param left what the plan left with its delete: what comes next, if the plan saw that, and what was before
     */
    record Image(Recorded recorded, Value.Fields state, Private left) {}

    void give(Image image) {
        images.put(image.recorded().destination().canonical(), image);
    }

    /** Whether an image was handed over at this destination and not taken yet. */
    boolean holds(ImageReference destination) {
        return images.containsKey(destination.canonical());
    }

    /** The image that was handed over at this destination, once. */
    Optional<Image> take(ImageReference destination) {
        return Optional.ofNullable(images.remove(destination.canonical()));
    }
}
