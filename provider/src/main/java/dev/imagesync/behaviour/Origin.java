package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a recorded image came from.
 *
 * @param source its source; null after an import by destination alone
 * @param digest the digest that was copied
 */
public record Origin(@Nullable ImageReference source, Digest digest) {

    /** Where this image came from. */
    public static Origin of(Recorded recorded) {
        return new Origin(recorded.source(), recorded.sourceDigest());
    }
}
