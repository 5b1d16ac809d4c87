package dev.imagesync.copy;

import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;

/**
 * What is to be copied, and where to.
 *
 * @param source the image; with a digest no tag of the source is asked
 * @param destination the tag to write, or a digest to write without a tag
 * @param selection how much of the image is kept
 * @param listener hears how it goes
 */
public record CopyRequest(
        ImageReference source, ImageReference destination, Selection selection, CopyListener listener) {

    /** A request for a whole image, to which nobody listens. */
    public static CopyRequest whole(ImageReference source, ImageReference destination) {
        return new CopyRequest(source, destination, Selection.WHOLE, CopyListener.NONE);
    }

    /** The same for another image at another place. */
    CopyRequest with(ImageReference otherSource, ImageReference otherDestination) {
        return new CopyRequest(otherSource, otherDestination, Selection.WHOLE, listener);
    }
}
