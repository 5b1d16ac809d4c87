package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** That no two images of a mirror share a destination. Thread-safe. */
public final class MirrorClaims {

    private final Map<String, ImageReference> sources = new ConcurrentHashMap<>();

    /**
     * Claims the destination of an image for it; to do so again changes nothing.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1008, which names both, if another image has it
     */
    public void claim(Fate.Mirrored image) {
        ImageReference other = sources.putIfAbsent(image.destination().canonical(), image.source());
        if (other != null && !other.equals(image.source())) {
            throw Problem.ofInput(
                            Code.DESTINATION_TAKEN,
                            other + " and " + image.source() + " would both be " + image.destination(),
                            "choose a layout that keeps them apart, as host does, exclude one of them, or name the same"
                                    + " image at both places")
                    .toException();
        }
    }
}
