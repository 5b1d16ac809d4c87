package dev.imagesync.workload;

import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;

/** What a mirror does with an image of an object. */
public sealed interface Fate {

    /**
     * It is copied, and the object takes the copy.
     *
     * @param source the image in its one spelling
     * @param destination where the mirror keeps it
     */
    record Mirrored(ImageReference source, ImageReference destination) implements Fate {}

    /** It stays as it is written. */
    record Stays(Why why) implements Fate {}

    /** It is no reference. */
    record Malformed(Problem problem) implements Fate {}

    /** Why an image stays. */
    enum Why {
        /** It comes from the mirror's registry. */
        THERE_ALREADY,
        /** It was excluded, or not included. */
        NOT_CHOSEN
    }
}
