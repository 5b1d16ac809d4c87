package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;

/** Whether the program says which digest of the source it wants. */
public sealed interface Pin {

    /** It wants whatever the source's tag points at. */
    record None() implements Pin {}

    /** It wants one digest, and which one is known when the plan is applied. */
    record Unknown() implements Pin {}

    /** It wants this digest. */
    record To(Digest digest) implements Pin {}
}
