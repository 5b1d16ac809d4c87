package dev.imagesync.lifecycle;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What programs ask about images that they do not keep: the functions and data sources of every engine. Thread-safe. */
public final class Lookup {

    private final RegistryClient registries;

    public Lookup(RegistryClient registries) {
        this.registries = registries;
    }

    /**
     * An image in a registry.
     *
     * @param digestRef its repository and digest
     * @param platforms those of its index; empty if it is none, or if nobody asked
     */
    public record Image(ImageReference digestRef, Digest digest, String mediaType, List<Platform> platforms) {
        public Image {
            platforms = List.copyOf(platforms);
        }
    }

    /**
     * A tag of a repository.
     *
     * @param digest null if nobody asked, or if it went meanwhile
     */
    public record TagEntry(Tag tag, @Nullable Digest digest) {}

    /**
     * Digest and media type of an image by one HEAD; its platforms cost a GET, which Docker Hub counts as a pull.
     *
     * @param allowUnavailable whether an image that is not there, or cannot be read, is no error
     * @return empty only if it is not available and that is allowed
     * @throws ImagesyncException IS4002 if it does not exist, and whatever else keeps it from being read
     */
    public Optional<Image> image(
            ImageReference reference, boolean includePlatforms, boolean allowUnavailable, Operation operation) {
        try {
            return Optional.of(
                    includePlatforms ? withPlatforms(reference, operation) : withoutPlatforms(reference, operation));
        } catch (ImagesyncException e) {
            operation.check();
            if (!allowUnavailable) {
                throw e;
            }
            operation
                    .feedback()
                    .warn(new Warning(
                            "An image is not available",
                            "ref",
                            reference + " is not available, and the program goes on without it: "
                                    + e.problem().oneLine()));
            return Optional.empty();
        }
    }

    /**
     * Whether a mirror may be asked to keep an image: it can be resolved, or the mirror may have it. A mirror outlives its upstream, so
     * only an image that is certainly in neither place is none.
     */
    public boolean canBeHad(ImageReference source, ImageReference destination, Operation operation) {
        return isThere(source, operation, false) || isThere(destination, operation, true);
    }

    /** What cannot be read is there or not, as the caller would have it. */
    private boolean isThere(ImageReference image, Operation operation, boolean ifUnreadable) {
        try {
            return registries.find(image, operation).isPresent();
        } catch (ImagesyncException e) {
            operation.check();
            return ifUnreadable;
        }
    }

    private Image withoutPlatforms(ImageReference reference, Operation operation) {
        ManifestInfo info = registries.find(reference, operation).orElseThrow(() -> notFound(reference));
        return new Image(reference.repository().at(info.digest()), info.digest(), info.mediaType(), List.of());
    }

    private Image withPlatforms(ImageReference reference, Operation operation) {
        Manifest manifest = registries.manifest(reference, operation).orElseThrow(() -> notFound(reference));
        return new Image(
                reference.repository().at(manifest.digest()),
                manifest.digest(),
                manifest.mediaType(),
                manifest.view() instanceof ManifestView.Index index ? platforms(index) : List.of());
    }

    private static List<Platform> platforms(ManifestView.Index index) {
        return index.manifests().stream()
                .map(Descriptor::platform)
                .flatMap(Stream::ofNullable)
                // Attestations stand in an index with the platform unknown/unknown.
                .filter(platform -> !platform.os().equals("unknown"))
                .toList();
    }

    private static ImagesyncException notFound(ImageReference reference) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        reference + " is not in its registry",
                        "check the spelling, or set {allowUnavailable} to go on without it")
                .toException();
    }

    /**
     * The tags of a repository in the order of the registry; their digests cost a HEAD each.
     *
     * @throws ImagesyncException IS4002 if the repository does not exist
     */
    public List<TagEntry> tags(Repository repository, boolean includeDigests, Operation operation) {
        List<Tag> tags = registries.tags(repository, operation).orElseThrow(() -> Problem.ofInput(
                        Code.IMAGE_NOT_FOUND, repository + " does not exist", "check the spelling of the repository")
                .toException());
        List<TagEntry> entries = new ArrayList<>();
        for (Tag tag : tags) {
            Optional<ManifestInfo> info =
                    includeDigests ? registries.find(repository.at(tag), operation) : Optional.empty();
            entries.add(new TagEntry(tag, info.map(ManifestInfo::digest).orElse(null)));
        }
        return entries;
    }
}
