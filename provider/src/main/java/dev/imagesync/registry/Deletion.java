package dev.imagesync.registry;

/** How a registry took the deletion of a tag. */
public sealed interface Deletion {

    /** The registry deleted it. */
    record Done() implements Deletion {}

    /** The registry says, as a registry does, that there is nothing of this name. */
    record NothingThere() implements Deletion {}

    /**
     * The registry does not delete tags, or not at all.
     *
     * @param words its response
     */
    record Unsupported(String words) implements Deletion {}
}
