package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.DeletePolicy;
import dev.imagesync.behaviour.Notices;
import dev.imagesync.behaviour.OnUndeletable;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.removal.ImageRemoval;
import dev.imagesync.removal.Untagging;

/** What goes when an image is replaced or deleted. Thread-safe. */
final class TearDown {

    private final Untagging untagging;
    private final ImageRemoval removal;
    private final Claims claims;
    private final NoticeTeller notices;
    private final OnUndeletable onUndeletable;

    TearDown(RegistryClient registries, RunMemory run, NoticeTeller notices, OnUndeletable onUndeletable) {
        this.untagging = new Untagging(registries);
        this.removal = new ImageRemoval(registries);
        this.claims = run.claims();
        this.notices = notices;
        this.onUndeletable = onUndeletable;
    }

    /**
     * Takes away what the policy says: the tag, only if it still points at our digest and nothing in this run claims it; and
     * under {@code image} the manifest, if nothing needs it. A tag that is gone already is a success.
     */
    void delete(Recorded recorded, Operation operation) {
        ImageReference tag = recorded.destination();
        switch (recorded.deletePolicy()) {
            case RETAIN -> operation.feedback().info(tag + " stays in the registry ({deletePolicy} retain)");
            case TAG, IMAGE -> {
                if (!claims.isClaimed(tag)) {
                    deleteTag(recorded, operation);
                }
                if (recorded.deletePolicy() == DeletePolicy.IMAGE) {
                    deleteImage(recorded.digestRef(), operation);
                }
            }
        }
    }

    private void deleteTag(Recorded recorded, Operation operation) {
        try {
            switch (untagging.untag(recorded.destination(), recorded.digest(), operation)) {
                case Untagging.Outcome.Removed _ -> {}
                case Untagging.Outcome.NothingThere _ -> {}
                case Untagging.Outcome.Elsewhere elsewhere ->
                    notices.tell(Notices.tagOfSomebodyElse(recorded, elsewhere.digest()), operation);
            }
        } catch (ImagesyncException e) {
            boolean cannot = e.code() == Code.DELETE_UNSUPPORTED || e.code() == Code.DELETE_INEFFECTIVE;
            if (!cannot) {
                throw e;
            }
            switch (onUndeletable) {
                case WARN -> notices.tell(Notices.tagUndeletable(e.problem()), operation);
                case FAIL ->
                    throw e.problem()
                            .withNext(e.problem().next()
                                    + ", or set {onUndeletable} to warn (the tag then stays), or set {deletePolicy} to"
                                    + " retain, or take the resource out of the state ({stateRemoval}) and delete the tag"
                                    + " by hand")
                            .toException(e);
            }
        }
    }

    /** Takes a manifest away, if nothing in this run claims it and nothing in its repository needs it. */
    void deleteImage(ImageReference image, Operation operation) {
        if (claims.isClaimed(image.repository(), image.digestOrThrow())) {
            return;
        }
        switch (removal.remove(image, operation)) {
            case ImageRemoval.Outcome.Removed _ -> {}
            case ImageRemoval.Outcome.Kept kept ->
                operation.feedback().info(image + " stays in the registry: " + kept.why());
        }
    }
}
