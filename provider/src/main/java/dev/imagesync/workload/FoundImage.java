package dev.imagesync.workload;

/**
 * An image of an object, as it is written.
 *
 * @param path the text that holds it
 * @param before what stands in front of the image in that text, as {@code --image=} in an argument; mostly nothing
 * @param image the image, which need not be a reference
 */
public record FoundImage(ObjectPath path, String before, String image) {

    /** The whole text with another image in it. */
    public String with(String reference) {
        return before + reference;
    }
}
