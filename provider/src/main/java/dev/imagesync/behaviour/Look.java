package dev.imagesync.behaviour;

import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when a plan was made. A null means that nobody looked: there was nothing to look at yet, no need to, or, for the
 * source, the look is taken when the plan is applied.
 *
 * @param source the source's tag
 * @param destination the desired destination's tag
 * @param referrers what refers to the image at the source
 * @param outcome the digest that the copy will have, where that is not the digest of the source
 */
public record Look(
        @Nullable Seen source, @Nullable Seen destination, @Nullable Referrers referrers, @Nullable Digest outcome) {

    /** What a look at the referrers of an image showed. */
    public sealed interface Referrers {

        /** The destination has all of them. */
        record InStep() implements Referrers {}

        /** The source has some that the destination lacks. */
        record Missing() implements Referrers {}

        /** The registries gave no usable answer. */
        record Unreadable(Problem problem) implements Referrers {}
    }

    /** A look at two tags. */
    public static Look at(@Nullable Seen source, @Nullable Seen destination) {
        return new Look(source, destination, null, null);
    }

    /** The same, with a look at the referrers. */
    public Look with(Referrers seen) {
        return new Look(source, destination, seen, outcome);
    }

    /** The same, with the digest that the copy will have. */
    public Look with(Digest digest) {
        return new Look(source, destination, referrers, digest);
    }
}
