package dev.imagesync.behaviour;

import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;

/** What a look at a tag showed. */
public sealed interface Seen {

    /** The tag points at this digest. */
    record Present(Digest digest) implements Seen {}

    /** The registry has no such tag, and that is proven. */
    record Absent() implements Seen {}

    /** The registry gave no usable answer: nothing is known, and least of all that the tag is gone. */
    record Unreadable(Problem problem) implements Seen {}
}
