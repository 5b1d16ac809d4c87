package dev.imagesync.lifecycle;

import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;

/** What a look at a tag showed. */
public sealed interface Observed {

    /** The tag points at this digest. */
    record Present(Digest digest, String mediaType) implements Observed {}

    /** The registry has no such tag, and that is proven. */
    record Absent() implements Observed {}

    /** The registry gave no usable answer: nothing is known, and least of all that the tag is gone. */
    record Unreadable(Problem problem) implements Observed {}

    /** Nobody looked: the reference is not known yet, or its digest could not be found earlier in this plan. */
    record NotKnown() implements Observed {}
}
