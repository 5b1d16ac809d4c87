package dev.imagesync.behaviour;

/** What a delete does when the registry cannot remove the tag. */
public enum OnUndeletable {
    /** Stop with an error, which names the ways out. The default. */
    FAIL,
    /** Say so, and forget the image: such a registry must not block a destroy for ever. */
    WARN
}
