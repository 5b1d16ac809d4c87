package dev.imagesync.lifecycle;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's state holds.
 *
 * @param source where the image came from; null after an import by destination alone
 * @param destination the tag that is kept
 * @param sourceDigest the digest that was copied
 * @param digest the digest that the tag shall point at: ours to repair and to delete
 * @param observedDigest what was seen at the tag last; null if it was missing
 * @param mediaType the media type of the image
 * @param deletePolicy what a delete takes away
 * @param extent how much of the image was copied
 */
public record Recorded(
        @Nullable ImageReference source,
        ImageReference destination,
        Digest sourceDigest,
        Digest digest,
        @Nullable Digest observedDigest,
        String mediaType,
        DeletePolicy deletePolicy,
        Extent extent) {

    public Recorded {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(digest, "digest");
    }

    /** What dependants use: the destination repository and the digest, never the tag. */
    public ImageReference digestRef() {
        return destination.repository().at(digest);
    }

    /** The same record after another look at the tag. */
    public Recorded seen(@Nullable Digest digestSeen) {
        return new Recorded(source, destination, sourceDigest, digest, digestSeen, mediaType, deletePolicy, extent);
    }
}
