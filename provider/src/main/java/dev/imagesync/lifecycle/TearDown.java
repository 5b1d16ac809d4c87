package dev.imagesync.lifecycle;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;

/** What goes when an image is replaced or deleted. Thread-safe. */
final class TearDown {

    private final Observer observer;
    private final Untagging untagging;
    private final ImageRemoval removal;
    private final Claims claims;
    private final Policies policies;

    TearDown(RegistryClient registries, Observer observer, Claims claims, Policies policies) {
        this.observer = observer;
        this.untagging = new Untagging(registries);
        this.removal = new ImageRemoval(registries);
        this.claims = claims;
        this.policies = policies;
    }

    /**
     * Takes away what the policy says: the tag, only if it still points at our digest and nothing in this run claims it; and
     * under {@code image} the manifest, if nothing needs it. A tag that is gone already is a success.
     */
    void delete(Recorded recorded, Operation operation) {
        ImageReference tag = recorded.destination();
        if (recorded.deletePolicy() == DeletePolicy.RETAIN) {
            operation.feedback().info(tag + " stays in the registry (deletePolicy retain)");
            return;
        }
        if (!claims.isClaimed(tag)) {
            deleteTag(recorded, operation);
        }
        if (recorded.deletePolicy() == DeletePolicy.IMAGE) {
            deleteImage(tag.repository(), recorded.digest(), operation);
        }
    }

    private void deleteTag(Recorded recorded, Operation operation) {
        ImageReference tag = recorded.destination();
        switch (observer.now(tag, operation)) {
            case Observed.Absent absent -> {}
            case Observed.Present present -> {
                if (present.digest().equals(recorded.digest())
                        || untagging.isLeftOver(tag, recorded.digest(), operation)) {
                    untag(tag, operation);
                } else {
                    operation
                            .feedback()
                            .warn(tag + " stays in the registry: it points at " + present.digest() + ", not at our "
                                    + recorded.digest());
                }
            }
            case Observed.NotKnown notKnown -> untag(tag, operation);
            case Observed.Unreadable unreadable -> throw unreadable.problem().toException();
        }
    }

    /** Takes a manifest away, if nothing in this run claims it and nothing in its repository needs it. */
    void deleteImage(Repository repository, Digest digest, Operation operation) {
        if (claims.isClaimed(repository, digest)) {
            return;
        }
        switch (removal.remove(repository, digest, operation)) {
            case ImageRemoval.Outcome.Removed removed -> {}
            case ImageRemoval.Outcome.Kept kept ->
                operation.feedback().info(repository + "@" + digest + " stays in the registry: " + kept.why());
        }
    }

    private void untag(ImageReference tag, Operation operation) {
        try {
            boolean unused = untagging.untag(tag, operation);
        } catch (ImagesyncException e) {
            boolean cannot = e.code() == Code.DELETE_UNSUPPORTED || e.code() == Code.DELETE_INEFFECTIVE;
            if (!cannot || !policies.warnIfUndeletable()) {
                throw e;
            }
            operation.feedback().warn(e.problem().oneLine());
        }
    }
}
