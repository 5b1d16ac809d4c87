package dev.imagesync.lifecycle;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * What the program wants.
 *
 * @param source where the image comes from; null while that is not known
 * @param destination the tag to keep; null while that is not known
 * @param sourceDigest the digest to copy, pinned or resolved; null if it is not known
 * @param deletePolicy what a later delete takes away
 * @param extent how much of the image is kept
 */
public record Desired(
        @Nullable ImageReference source,
        @Nullable ImageReference destination,
        @Nullable Digest sourceDigest,
        DeletePolicy deletePolicy,
        Extent extent) {

    /** The same with this digest to copy. */
    public Desired at(@Nullable Digest digest) {
        return new Desired(source, destination, digest, deletePolicy, extent);
    }
}
