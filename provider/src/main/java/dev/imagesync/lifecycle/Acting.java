package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.ImportId;
import dev.imagesync.behaviour.Late;
import dev.imagesync.behaviour.Notices;
import dev.imagesync.behaviour.OnUndeletable;
import dev.imagesync.behaviour.OnUnreachable;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.behaviour.Replacement;
import dev.imagesync.behaviour.Seen;
import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.CopyRequest;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.ReferrerCopier;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.RegistryClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what was decided: creates, updates, deletes. Each works alone on its destination. Thread-safe. */
public final class Acting {

    private final RegistryClient registries;
    private final Observer observer;
    private final ImageCopier copier;
    private final ReferrerCopier referrers;
    private final TearDown tearDown;
    private final NoticeTeller notices;
    private final RunMemory run;

    /**
     * Acting on these registries.
     *
     * @param onUndeletable what a delete does when the registry cannot remove the tag
     */
    public Acting(RegistryClient registries, RunMemory run, OnUndeletable onUndeletable) {
        this.registries = registries;
        this.observer = new Observer(registries, run);
        this.copier = new ImageCopier(registries, run.blobs());
        this.referrers = new ReferrerCopier(registries, copier);
        this.notices = new NoticeTeller(run, OnUnreachable.WARN);
        this.tearDown = new TearDown(registries, run, notices, onUndeletable);
        this.run = run;
    }

    /**
     * Copies by digest, adopts what is there already, and gives the record.
     *
     * @throws ImagesyncException IS1008 if another resource writes the destination in this run, and whatever keeps the image
     *     from being copied
     */
    public Recorded create(Desired desired, Operation operation) {
        ImageReference source = known(desired.source(), Property.SOURCE);
        ImageReference destination = known(desired.destination(), Property.DESTINATION);
        // Before the source is asked, which takes a while in which a delete of the same destination may come.
        claim(destination, operation);
        Digest digest = desired.pinned() == null ? resolveNow(source, operation) : desired.pinned();
        claim(destination, new Claims.Content(digest, desired.selection().platforms()));
        return run.locks()
                .holding(
                        destination,
                        operation,
                        () -> copy(desired, source.repository().at(digest), destination, operation));
    }

    private Recorded copy(Desired desired, ImageReference image, ImageReference destination, Operation operation) {
        Selection selection = desired.selection();
        Digest digest = image.digestOrThrow();
        run.claims().claim(destination.repository(), digest);
        run.forget(destination);
        CopyReport report = copy(image, destination, selection, operation);
        run.claims().claim(destination.repository(), report.digest());
        if (selection.includeReferrers()) {
            copyReferrers(image, destination, selection, operation);
        }
        return new Recorded(
                known(desired.source(), Property.SOURCE),
                destination,
                new Recorded.Content(digest, report.digest(), report.mediaType()),
                report.digest(),
                new Recorded.Options(selection, desired.deletePolicy()));
    }

    private CopyReport copy(
            ImageReference image, ImageReference destination, Selection selection, Operation operation) {
        try (Progress progress = new Progress(destination, notices, operation)) {
            CopyReport report = copier.copy(new CopyRequest(image, destination, selection, progress), operation);
            operation.feedback().info(destination + ": " + report.describe());
            return report;
        }
    }

    private void copyReferrers(
            ImageReference image, ImageReference destination, Selection selection, Operation operation) {
        try (Progress progress = new Progress(destination, notices, operation)) {
            int copied = referrers.copy(new CopyRequest(image, destination, selection, progress), operation);
            if (copied > 0) {
                operation
                        .feedback()
                        .info(destination + ": " + copied + (copied == 1 ? " referrer" : " referrers") + " copied");
            }
        }
    }

    /**
     * Sets the tag back to the recorded digest if it points elsewhere or is missing, and takes over what changed in the record.
     * The destination's own repository is asked for the digest first, so that the upstream is needed only if it is gone there.
     * Referrers that cannot be copied now are a warning, and the next plan looks again.
     */
    public Recorded update(Desired desired, Recorded recorded, Operation operation) {
        ImageReference destination = recorded.destination();
        claim(destination, operation);
        claim(
                destination,
                new Claims.Content(recorded.sourceDigest(), recorded.selection().platforms()));
        return run.locks().holding(destination, operation, () -> {
            run.claims().claim(destination.repository(), recorded.digest());
            run.forget(destination);
            String mediaType = setBack(desired, recorded, operation);
            if (desired.selection().includeReferrers()) {
                updateReferrers(desired, recorded, operation);
            }
            return recorded.updated(desired, mediaType);
        });
    }

    private String setBack(Desired desired, Recorded recorded, Operation operation) {
        return switch (observer.now(recorded.destination(), operation)) {
            case Seen.Present present ->
                present.digest().equals(recorded.digest())
                        ? recorded.content().mediaType()
                        : repair(desired, recorded, operation);
            case Seen.Absent _ -> repair(desired, recorded, operation);
            case Seen.Unreadable unreadable -> throw unreadable.problem().toException();
        };
    }

    private String repair(Desired desired, Recorded recorded, Operation operation) {
        ImageReference destination = recorded.destination();
        Optional<String> retagged = copier.retag(destination, recorded.digest(), operation);
        if (retagged.isPresent()) {
            operation
                    .feedback()
                    .info(destination + ": set back to " + recorded.digest() + ", which the repository still has");
            return retagged.get();
        }
        ImageReference source = known(desired.source(), Property.SOURCE);
        return copy(source.repository().at(recorded.sourceDigest()), destination, recorded.selection(), operation)
                .mediaType();
    }

    private void updateReferrers(Desired desired, Recorded recorded, Operation operation) {
        ImageReference source = desired.source().known().orElse(null);
        if (source == null) {
            return;
        }
        try {
            copyReferrers(
                    source.repository().at(recorded.sourceDigest()),
                    recorded.destination(),
                    desired.selection(),
                    operation);
        } catch (ImagesyncException e) {
            operation.check();
            notices.tell(Notices.referrersLeftOut(desired, e.problem()), operation);
        }
    }

    /**
     * The source has another name: looks at it now. If it is the same image, only its name is noted; else it is copied over the
     * tag.
     */
    public Recorded follow(Desired desired, Recorded recorded, Operation operation) {
        Digest digest = desired.pinned() == null
                ? resolveNow(known(desired.source(), Property.SOURCE), operation)
                : desired.pinned();
        return recorded.sourceDigest().equals(digest)
                ? update(desired.pinnedTo(digest), recorded, operation)
                : create(desired.pinnedTo(digest), operation);
    }

    /**
     * What an import id names, as a record of the whole image; empty if the destination does not exist.
     *
     * @throws ImagesyncException whatever keeps the destination from being read
     */
    public Optional<Recorded> importImage(ImportId id, Operation operation) {
        return registries
                .find(id.destination(), operation)
                .map(found -> new Recorded(
                        id.source(),
                        id.destination(),
                        Recorded.Content.of(found.digest(), found.mediaType()),
                        found.digest(),
                        Recorded.Options.DEFAULTS));
    }

    /** Takes away what the policy of the record says; see {@link TearDown}. */
    public void delete(Recorded recorded, Operation operation) {
        run.locks().holding(recorded.destination(), operation, () -> {
            run.forget(recorded.destination());
            tearDown.delete(recorded, operation);
            return recorded;
        });
    }

    /**
     * Takes away the manifest that a replacement let wait, now that nothing uses it. That it cannot be taken away is a warning.
     *
     * @param digest what {@link Replacement#removable} gave; null if there is nothing to take away
     */
    public void deleteReplaced(Recorded recorded, @Nullable Digest digest, Operation operation) {
        if (digest == null) {
            return;
        }
        try {
            tearDown.deleteImage(recorded.destination().repository().at(digest), operation);
        } catch (ImagesyncException e) {
            operation.check();
            notices.tell(Notices.manifestUndeletable(e.problem()), operation);
        }
    }

    private void claim(ImageReference destination, Operation operation) {
        run.claims().claim(destination, operation.resource()).ifPresent(other -> {
            throw taken(destination + " is also the destination of " + other);
        });
    }

    private void claim(ImageReference destination, Claims.Content content) {
        run.claims().claim(destination, content).ifPresent(other -> {
            throw taken(destination + " was written in this run already, with " + other.digest() + ", and not with "
                    + content.digest());
        });
    }

    private static ImagesyncException taken(String what) {
        return Problem.ofInput(Code.DESTINATION_TAKEN, what, "give each resource a destination of its own")
                .toException();
    }

    /** The engine resolves all inputs before it acts; a request without them is not one of its own. */
    private static <T> T known(Late<T> value, Property property) {
        return value.known().orElseThrow(() -> Problem.ofInput(
                        Code.INPUT_INVALID, "{" + property.label() + "} is not known yet", "give it a value")
                .toException());
    }

    private Digest resolveNow(ImageReference source, Operation operation) {
        return switch (observer.source(source, operation)) {
            case Seen.Present present -> present.digest();
            case Seen.Absent _ ->
                throw Problem.ofInput(
                                Code.IMAGE_NOT_FOUND,
                                source + " is not in its registry",
                                "check the spelling, and that the account may see the repository; if the same program"
                                        + " pushes it, let this resource depend on that")
                        .toException();
            case Seen.Unreadable unreadable -> throw unreadable.problem().toException();
        };
    }
}
