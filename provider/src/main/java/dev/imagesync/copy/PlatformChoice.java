package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.IndexEdit;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of an image that is for some platforms. Thread-safe. */
final class PlatformChoice {

    private final RegistryClient client;

    PlatformChoice(RegistryClient client) {
        this.client = client;
    }

    /**
     * An index without the other platforms; a single image as it is, if it is for one of them.
     *
     * @param image where the manifest came from
     * @param platforms empty means all
     * @throws ImagesyncException IS4013 if a platform is missing
     */
    Manifest choose(Manifest manifest, ImageReference image, Set<Platform> platforms, Operation operation) {
        if (platforms.isEmpty()) {
            return manifest;
        }
        return switch (manifest.view()) {
            case ManifestView.Index _ -> IndexEdit.trimmed(manifest, platforms);
            case ManifestView.Image single -> {
                refuseOthers(platformOf(image, single, operation), image, platforms);
                yield manifest;
            }
        };
    }

    private static void refuseOthers(Optional<Platform> own, ImageReference image, Set<Platform> platforms) {
        for (Platform platform : platforms) {
            if (own.filter(platform::includes).isEmpty()) {
                throw IndexEdit.missing(
                        platform,
                        image.toString(),
                        List.of(own.map(Platform::toString).orElse("no platform at all")));
            }
        }
    }

    private Optional<Platform> platformOf(ImageReference image, ManifestView.Image single, Operation operation) {
        Descriptor config = single.blobs().getLast();
        try (Response response = client.blob(image.repository(), config.digest(), operation)) {
            return IndexEdit.platformOfConfig(response.bodyUpTo(Manifest.MAX_SIZE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
