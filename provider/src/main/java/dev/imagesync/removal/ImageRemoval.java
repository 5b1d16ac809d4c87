package dev.imagesync.removal;

import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.registry.Deletion;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import java.util.List;
import java.util.Optional;

/**
 * Removes a manifest by its digest when nothing needs it any more: no tag, no index under a tag, no referrer. That is looked
 * up first and is not one step with the deletion: a tag that somebody writes in between loses its manifest. Thread-safe.
 */
public final class ImageRemoval {

    private final RegistryClient registries;

    public ImageRemoval(RegistryClient registries) {
        this.registries = registries;
    }

    /** What became of it. */
    public sealed interface Outcome {

        /** It is gone. */
        record Removed() implements Outcome {}

        /** It stays, and this is why. */
        record Kept(String why) implements Outcome {}
    }

    /**
     * Removes it, or finds out why it stays.
     *
     * @param image a repository and a digest
     */
    public Outcome remove(ImageReference image, Operation operation) {
        if (registries.find(image, operation).isEmpty()) {
            return new Outcome.Removed();
        }
        Optional<String> need = need(image.repository(), image.digestOrThrow(), operation);
        if (need.isPresent()) {
            return new Outcome.Kept(need.get());
        }
        return switch (registries.delete(image, operation)) {
            case Deletion.Done _ -> new Outcome.Removed();
            case Deletion.NothingThere _ -> afterNothing(image, operation);
            case Deletion.Unsupported unsupported ->
                new Outcome.Kept("the registry does not delete by digest (" + unsupported.words() + ")");
        };
    }

    /** Some registries answer a deletion that they do not do as if there were nothing. */
    private Outcome afterNothing(ImageReference image, Operation operation) {
        return registries.find(image, operation).isEmpty()
                ? new Outcome.Removed()
                : new Outcome.Kept("the registry says that it is not there, and it is");
    }

    private Optional<String> need(Repository repository, Digest digest, Operation operation) {
        if (!registries.referrers(repository, digest, operation).isEmpty()) {
            return Optional.of("something refers to it, for example a signature");
        }
        List<Tag> tags = registries.tags(repository, operation).orElse(List.of());
        for (Tag tag : tags) {
            ImageReference reference = repository.at(tag);
            Optional<ManifestInfo> found = registries.find(reference, operation);
            if (found.isPresent() && needs(reference, found.get(), digest, operation)) {
                return Optional.of("the tag " + tag + " needs it");
            }
        }
        return Optional.empty();
    }

    private boolean needs(ImageReference tag, ManifestInfo info, Digest digest, Operation operation) {
        return info.digest().equals(digest)
                || (mayBeIndex(info.mediaType())
                        && lists(registries.manifest(tag, operation), tag.repository(), digest, operation));
    }

    /** What is no manifest's media type says nothing: then only a look tells. */
    private static boolean mayBeIndex(String mediaType) {
        return MediaTypes.isIndex(mediaType) || !MediaTypes.isManifest(mediaType);
    }

    private boolean lists(Optional<Manifest> manifest, Repository repository, Digest digest, Operation operation) {
        return manifest.isPresent()
                && switch (manifest.get().view()) {
                    case ManifestView.Image _ -> false;
                    case ManifestView.Index index ->
                        index.manifests().stream()
                                .anyMatch(child -> child.digest().equals(digest)
                                        || (mayBeIndex(child.mediaType())
                                                && lists(
                                                        registries.manifest(repository.at(child.digest()), operation),
                                                        repository,
                                                        digest,
                                                        operation)));
                };
    }
}
