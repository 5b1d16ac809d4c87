package dev.imagesync.lifecycle;

import dev.imagesync.reference.Platform;
import java.util.Set;

/**
 * How much of an image is kept.
 *
 * @param platforms the platforms to keep; empty means all
 * @param includeReferrers whether signatures, SBOMs and the like are kept with it
 */
public record Extent(Set<Platform> platforms, boolean includeReferrers) {

    /** All platforms, no referrers: the default. */
    public static final Extent WHOLE = new Extent(Set.of(), false);

    public Extent {
        platforms = Set.copyOf(platforms);
    }
}
