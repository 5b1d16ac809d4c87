package dev.imagesync.removal;

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
import dev.imagesync.transport.Timing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tag away and nothing else, or says why that cannot be and changes nothing.
 *
 * <p>A registry that cannot delete a tag (distribution 2.8 answers 400) may still delete by digest. There the tag is pointed
 * at a placeholder of its own, and that is deleted by its digest, which no other tag shares. On a registry with deletes
 * disabled this would destroy the tag, so it is done only after a deletion was seen to work on something of ours. Thread-safe.
 */
public final class Untagging {

    /** How often a tag is looked for that was deleted: a registry may need a while to agree with itself. */
    private static final int LOOKS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** What a registry says of a write or a deletion that it will not do, whoever asks and however often. */
    private static final Set<Code> REFUSALS = Set.of(
            Code.TAG_IMMUTABLE, Code.ACCESS_DENIED, Code.MANIFEST_REFUSED, Code.UPLOAD_REFUSED, Code.UNEXPECTED_ANSWER);

    private final RegistryClient registries;
    private final Timing.Pauses pauses;

    public Untagging(RegistryClient registries) {
        this(registries, Timing.DEFAULTS.pauses());
    }

    /** @param pauses waits before a tag that was deleted is looked for again */
    public Untagging(RegistryClient registries, Timing.Pauses pauses) {
        this.registries = registries;
        this.pauses = pauses;
    }

    /** What became of the tag. */
    public sealed interface Outcome {

        /** It was deleted, and is gone. */
        record Removed() implements Outcome {}

        /** There was none. */
        record NothingThere() implements Outcome {}

        /** It points at another digest than expected, and stays. */
        record Elsewhere(Digest digest) implements Outcome {}
    }

    /**
     * Deletes the tag if it points at this digest, or at a placeholder that an earlier attempt left in its place; then makes sure
     * that it is gone. No registry deletes on a condition: a tag that somebody moves between the look and the deletion is lost.
     *
     * @throws ImagesyncException IS4006 if the registry cannot delete a tag, IS4007 if it says so and does not
     */
    public Outcome untag(ImageReference tag, Digest expected, Operation operation) {
        Optional<Digest> present = registries.find(tag, operation).map(ManifestInfo::digest);
        if (present.isEmpty()) {
            return new Outcome.NothingThere();
        }
        boolean isOurs = present.get().equals(expected) || isLeftOver(tag, expected, operation);
        return isOurs ? untag(tag, expected, present.get(), operation) : new Outcome.Elsewhere(present.get());
    }

    private Outcome untag(ImageReference tag, Digest expected, Digest present, Operation operation) {
        switch (registries.delete(tag, operation)) {
            case Deletion.NothingThere _ -> {
                // Nexus answers 404 while the tag is there, so the answer alone is not believed.
                if (!isGone(tag, operation)) {
                    untagByPlaceholder(tag, expected, present, "404, and the tag is still there", operation);
                }
            }
            case Deletion.Done _ -> makeSureThatItIsGone(tag, operation);
            case Deletion.Unsupported unsupported ->
                untagByPlaceholder(tag, expected, present, unsupported.words(), operation);
        }
        return new Outcome.Removed();
    }

    /** Whether the tag points at a placeholder for this digest: what an untagging left that did not come to its end. */
    private boolean isLeftOver(ImageReference tag, Digest digest, Operation operation) {
        return registries
                .manifest(tag, operation)
                .filter(manifest -> Placeholder.standsFor(manifest, digest))
                .isPresent();
    }

    private void untagByPlaceholder(
            ImageReference tag, Digest expected, Digest present, String words, Operation operation) {
        Optional<Manifest> original = registries.manifest(tag.repository().at(present), operation);
        if (original.isEmpty() || !deletesByDigest(tag.repository(), expected, operation)) {
            throw cannot(tag, words);
        }
        Optional<Digest> now = registries.find(tag, operation).map(ManifestInfo::digest);
        if (!now.equals(Optional.of(present))) {
            throw cannot(tag, "somebody moved the tag meanwhile");
        }
        try {
            Manifest placeholder = Placeholder.of(expected);
            boolean _ = registries.write(tag, placeholder, operation);
            Deletion deletion = registries.delete(tag.repository().at(placeholder.digest()), operation);
            if (!(deletion instanceof Deletion.Done)) {
                throw cannot(tag, words);
            }
            makeSureThatItIsGone(tag, operation);
        } catch (ImagesyncException e) {
            throw restored(tag, original.get(), operation) ? asRefusal(tag, e) : notRestored(present, e);
        }
    }

    /** A tag that must not be overwritten (412), or a digest that must not be deleted (Docker Hub's 403), is no way. */
    private static ImagesyncException asRefusal(ImageReference tag, ImagesyncException e) {
        return REFUSALS.contains(e.code())
                ? cannot(
                        tag,
                        Objects.requireNonNullElse(
                                e.problem().answer(), e.code().summary()))
                : e;
    }

    /** Shows that this registry deletes by digest, first on a digest that it cannot have, then on a manifest of ours. */
    private boolean deletesByDigest(Repository repository, Digest expected, Operation operation) {
        Manifest probe = Placeholder.of(expected);
        ImageReference reference = repository.at(probe.digest());
        try {
            if (!(registries.delete(reference, operation) instanceof Deletion.NothingThere)) {
                return false;
            }
            Placeholder.pushConfig(registries, repository, operation);
            boolean _ = registries.write(reference, probe, operation);
            return registries.delete(reference, operation) instanceof Deletion.Done && isGone(reference, operation);
        } catch (ImagesyncException e) {
            if (REFUSALS.contains(e.code())) {
                return false;
            }
            throw e;
        }
    }

    /** Sets the tag back unless it never moved, whatever the user cancelled meanwhile. */
    private boolean restored(ImageReference tag, Manifest original, Operation operation) {
        try {
            Optional<Digest> now = registries.find(tag, operation.toTheEnd()).map(ManifestInfo::digest);
            if (!now.equals(Optional.of(original.digest()))) {
                boolean _ = registries.write(tag, original, operation.toTheEnd());
            }
            return true;
        } catch (ImagesyncException e) {
            return false;
        }
    }

    private static ImagesyncException notRestored(Digest original, ImagesyncException cause) {
        return cause.problem()
                .withNext("the tag points at a placeholder now, and could not be set back to " + original
                        + ": delete it again, or set it back by hand")
                .toException(cause);
    }

    private void makeSureThatItIsGone(ImageReference tag, Operation operation) {
        if (!isGone(tag, operation)) {
            throw problem(Code.DELETE_INEFFECTIVE, tag, null);
        }
    }

    private boolean isGone(ImageReference reference, Operation operation) {
        Duration pause = FIRST_PAUSE;
        for (int look = 1; registries.find(reference, operation).isPresent(); look++) {
            if (look == LOOKS) {
                return false;
            }
            pauses.pause(pause, operation);
            pause = pause.multipliedBy(2);
        }
        return true;
    }

    private static ImagesyncException cannot(ImageReference tag, String words) {
        return problem(Code.DELETE_UNSUPPORTED, tag, words);
    }

    private static ImagesyncException problem(Code code, ImageReference tag, @Nullable String words) {
        return new Problem(
                        code,
                        "delete the tag " + tag,
                        words,
                        null,
                        "nothing was changed: enable deletion in "
                                + tag.repository().registry())
                .toException();
    }
}
