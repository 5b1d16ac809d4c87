package dev.imagesync.lifecycle;

import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.Deletion;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tag away and nothing else, or says why that cannot be and changes nothing.
 *
 * <p>A registry that cannot delete a tag (distribution 2.8 answers 400) may still delete by digest. There the tag is pointed
 * at a placeholder of its own, and that is deleted by its digest, which no other tag shares. On a registry with deletes
 * disabled this would destroy the tag, so it is done only after a deletion was seen to work on something of ours. Thread-safe.
 */
public final class Untagging {

    private final RegistryClient registries;

    public Untagging(RegistryClient registries) {
        this.registries = registries;
    }

    /**
     * Deletes the tag and makes sure that it is gone.
     *
     * @return whether there was one
     * @throws ImagesyncException IS4006 if the registry cannot delete a tag, IS4007 if it says so and does not
     */
    public boolean untag(ImageReference tag, Operation operation) {
        return switch (registries.delete(tag, operation)) {
            case Deletion.NothingThere nothing -> false;
            case Deletion.Done done -> {
                makeSureThatItIsGone(tag, operation);
                yield true;
            }
            case Deletion.Unsupported unsupported -> untagByPlaceholder(tag, unsupported.words(), operation);
        };
    }

    /** Whether the tag points at a placeholder for this digest: what an untagging left that did not come to its end. */
    boolean isLeftOver(ImageReference tag, Digest digest, Operation operation) {
        return registries
                .manifest(tag, operation)
                .filter(manifest -> Placeholder.standsFor(manifest, digest))
                .isPresent();
    }

    private boolean untagByPlaceholder(ImageReference tag, String words, Operation operation) {
        Optional<Manifest> original = registries.manifest(tag, operation);
        if (original.isEmpty()) {
            return false;
        }
        if (!deletesByDigest(tag.repository(), original.get(), operation)) {
            throw problem(Code.DELETE_UNSUPPORTED, tag, words);
        }
        Manifest placeholder = Placeholder.of(original.get().digest());
        Optional<Digest> now = registries.find(tag, operation).map(ManifestInfo::digest);
        if (!now.equals(Optional.of(original.get().digest()))) {
            throw problem(Code.DELETE_UNSUPPORTED, tag, "somebody moved the tag meanwhile");
        }
        try {
            boolean unused = registries.write(tag, placeholder, operation);
            Deletion deletion = registries.delete(tag.repository().at(placeholder.digest()), operation);
            if (!(deletion instanceof Deletion.Done)) {
                throw problem(Code.DELETE_UNSUPPORTED, tag, words);
            }
            makeSureThatItIsGone(tag, operation);
            return true;
        } catch (ImagesyncException e) {
            restore(tag, original.get(), e);
            throw e;
        }
    }

    /** Shows that this registry deletes by digest, first on a digest that it cannot have, then on a manifest of ours. */
    private boolean deletesByDigest(Repository repository, Manifest original, Operation operation) {
        Manifest probe = Placeholder.of(original.digest());
        ImageReference reference = repository.at(probe.digest());
        if (!(registries.delete(reference, operation) instanceof Deletion.NothingThere)) {
            return false;
        }
        Placeholder.pushConfig(registries, repository, operation);
        boolean unused = registries.write(reference, probe, operation);
        return registries.delete(reference, operation) instanceof Deletion.Done
                && registries.find(reference, operation).isEmpty();
    }

    /** Sets the tag back, whatever the user cancelled meanwhile. */
    private void restore(ImageReference tag, Manifest original, ImagesyncException cause) {
        try {
            boolean unused = registries.write(tag, original, Operation.unattended());
        } catch (ImagesyncException e) {
            cause.addSuppressed(e);
        }
    }

    private void makeSureThatItIsGone(ImageReference tag, Operation operation) {
        if (registries.find(tag, operation).isPresent()) {
            throw problem(Code.DELETE_INEFFECTIVE, tag, null);
        }
    }

    private static ImagesyncException problem(Code code, ImageReference tag, @Nullable String words) {
        return new Problem(
                        code,
                        "delete the tag " + tag,
                        words,
                        null,
                        "enable deletion in " + tag.repository().registry()
                                + ", or set onUndeletable to warn (the tag then stays), or set deletePolicy to retain, or take"
                                + " the resource out of the state and delete the tag by hand; nothing was changed")
                .toException();
    }
}
