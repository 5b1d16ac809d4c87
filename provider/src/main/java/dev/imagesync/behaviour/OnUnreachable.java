package dev.imagesync.behaviour;

/** What a plan does when a registry gives no usable answer although an image is recorded. */
public enum OnUnreachable {
    /** Say so, and keep what is recorded. The default. */
    WARN,
    /** Stop with an error. */
    FAIL
}
