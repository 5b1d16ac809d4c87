package dev.imagesync.reference;

import java.util.Set;

/**
 * How much of an image is kept.
 *
 * @param platforms the platforms to keep; empty means all
 * @param includeReferrers whether signatures, SBOMs and the like are kept with it
 */
public record Selection(Set<Platform> platforms, boolean includeReferrers) {

    /** All platforms, no referrers: the default. */
    public static final Selection WHOLE = new Selection(Set.of(), false);

    public Selection {
        platforms = Set.copyOf(platforms);
    }

    /** Whether all platforms are kept, so that the image keeps its digest. */
    public boolean isWhole() {
        return platforms.isEmpty();
    }
}
