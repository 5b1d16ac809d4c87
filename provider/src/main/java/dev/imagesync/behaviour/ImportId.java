package dev.imagesync.behaviour;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * What names an image to an engine that knows nothing of it yet.
 *
 * @param source where it comes from, or null
 * @param destination the tag, or the digest of an image that is only read
 */
public record ImportId(@Nullable ImageReference source, ImageReference destination) {

    /**
     * Reads {@code SOURCE,DESTINATION}, {@code DESTINATION} or a {@code digestRef}.
     *
     * @throws ImagesyncException IS1010
     */
    public static ImportId parse(String id) {
        int comma = id.indexOf(',');
        try {
            return comma < 0
                    ? new ImportId(null, ImageReference.parse(id))
                    : new ImportId(
                            ImageReference.parse(id.substring(0, comma)),
                            ImageReference.parseDestination(id.substring(comma + 1)));
        } catch (ImagesyncException e) {
            throw Problem.ofInput(
                            Code.IMPORT_ID_MALFORMED,
                            "\"" + id + "\": " + e.problem().doing(),
                            "write SOURCE,DESTINATION, for example docker.io/library/busybox:1.36,"
                                    + "registry.example.com/mirror/busybox:1.36")
                    .toException(e);
        }
    }
}
