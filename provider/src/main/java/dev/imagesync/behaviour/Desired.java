package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Selection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the program wants, as far as it is known.
 *
 * @param source where the image comes from
 * @param destination the tag to keep
 * @param pin which digest of the source is wanted
 * @param platforms the platforms to keep; empty means all
 * @param options what changes neither the image nor its place
 */
public record Desired(
        Late<ImageReference> source,
        Late<ImageReference> destination,
        Pin pin,
        Late<Set<Platform>> platforms,
        Options options) {

    /**
     * What changes neither the image nor its place.
     *
     * @param includeReferrers whether signatures, SBOMs and the like are kept with the image
     * @param deletePolicy what a later delete takes away
     */
    public record Options(Late<Boolean> includeReferrers, Late<DeletePolicy> deletePolicy) {

        /** No referrers, and a delete takes the tag. */
        public static final Options DEFAULTS = new Options(Late.of(false), Late.of(DeletePolicy.TAG));
    }

    /** What a program wants that wants what is recorded, without a pin; its source is unknown where none is recorded. */
    public static Desired of(Recorded recorded) {
        ImageReference source = recorded.source();
        Selection selection = recorded.selection();
        return new Desired(
                source == null ? Late.unknown() : Late.of(source),
                Late.of(recorded.destination()),
                source == null || source.digest() == null ? new Pin.None() : new Pin.To(source.digest()),
                Late.of(selection.platforms()),
                new Options(Late.of(selection.includeReferrers()), Late.of(recorded.deletePolicy())));
    }

    /** The same with this digest pinned. */
    public Desired pinnedTo(Digest digest) {
        return new Desired(source, destination, new Pin.To(digest), platforms, options);
    }

    /** The digest that is pinned; null if none is, or if it is not known yet. */
    public @Nullable Digest pinned() {
        return pin instanceof Pin.To to ? to.digest() : null;
    }

    /** How much of the image is kept, where all is known: what is acted on. */
    public Selection selection() {
        return new Selection(
                platforms.known().orElse(Set.of()),
                options.includeReferrers().known().orElse(false));
    }

    /** What a delete takes away; the default as long as that is not known. */
    public DeletePolicy deletePolicy() {
        return options.deletePolicy().known().orElse(DeletePolicy.TAG);
    }

    /** Whether the source is another one than this; true as well while it is not known. */
    public boolean isFromElsewhere(@Nullable ImageReference other) {
        return source.known().filter(known -> known.isSameAs(other)).isEmpty();
    }
}
