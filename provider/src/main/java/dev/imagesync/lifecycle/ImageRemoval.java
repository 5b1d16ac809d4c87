package dev.imagesync.lifecycle;

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
final class ImageRemoval {

    private final RegistryClient registries;

    ImageRemoval(RegistryClient registries) {
        this.registries = registries;
    }

    /** What became of it. */
    sealed interface Outcome {

        /** It is gone. */
        record Removed() implements Outcome {}

        /** It stays, and this is why. */
        record Kept(String why) implements Outcome {}
    }

    Outcome remove(Repository repository, Digest digest, Operation operation) {
        if (registries.find(repository.at(digest), operation).isEmpty()) {
            return new Outcome.Removed();
        }
        Optional<String> need = need(repository, digest, operation);
        if (need.isPresent()) {
            return new Outcome.Kept(need.get());
        }
        return switch (registries.delete(repository.at(digest), operation)) {
            case Deletion.Done done -> new Outcome.Removed();
            case Deletion.NothingThere nothing -> new Outcome.Removed();
            case Deletion.Unsupported unsupported ->
                new Outcome.Kept("the registry does not delete by digest (" + unsupported.words() + ")");
        };
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
                || (MediaTypes.isIndex(info.mediaType())
                        && lists(registries.manifest(tag, operation), tag.repository(), digest, operation));
    }

    private boolean lists(Optional<Manifest> manifest, Repository repository, Digest digest, Operation operation) {
        return manifest.isPresent()
                && switch (manifest.get().view()) {
                    case ManifestView.Image image -> false;
                    case ManifestView.Index index ->
                        index.manifests().stream()
                                .anyMatch(child -> child.digest().equals(digest)
                                        || (MediaTypes.isIndex(child.mediaType())
                                                && lists(
                                                        registries.manifest(repository.at(child.digest()), operation),
                                                        repository,
                                                        digest,
                                                        operation)));
                };
    }
}
