package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.registry.UploadStart;
import dev.imagesync.transport.Backoff;
import dev.imagesync.transport.Timing;

/** Brings one blob into a repository in the cheapest way there is. Thread-safe. */
final class BlobCopier {

    private final RegistryClient client;
    private final SharedBlobs shared;
    private final Route route;
    private final CopyListener listener;
    private final Timing.Pauses pauses;

    /**
     * From where to where.
     *
     * @param isNewRepository whether the destination does not exist yet, so that nobody need ask what it has
     */
    record Route(Repository source, Repository destination, boolean isNewRepository) {}

    BlobCopier(RegistryClient client, SharedBlobs shared, Route route, CopyListener listener, Timing.Pauses pauses) {
        this.client = client;
        this.shared = shared;
        this.route = route;
        this.listener = listener;
        this.pauses = pauses;
    }

    /** How a blob got there. */
    enum Way {
        /** The destination has it. */
        SKIPPED,
        /** Another copy of this process brought it to the destination; nobody asked again. */
        REMEMBERED,
        /** The registry took it from another of its repositories. */
        MOUNTED,
        /** Its bytes were moved. */
        COPIED
    }

    Way copy(Descriptor blob, Operation operation) {
        return switch (shared.turn(route.destination(), blob.digest(), operation)) {
            case SharedBlobs.Turn.Lead lead -> lead(lead, blob, operation);
            case SharedBlobs.Turn.Follow follow -> follow(blob, follow.landed(), operation);
        };
    }

    private Way lead(SharedBlobs.Turn.Lead lead, Descriptor blob, Operation operation) {
        Repository landed = null;
        try {
            Way way = bring(blob, operation);
            landed = route.destination();
            return way;
        } finally {
            shared.end(lead, landed);
        }
    }

    private Way bring(Descriptor blob, Operation operation) {
        if (isSameRegistry(route.source())) {
            return mount(blob, route.source(), operation);
        }
        return isThere(blob, operation) ? Way.SKIPPED : stream(blob, operation);
    }

    private boolean isThere(Descriptor blob, Operation operation) {
        return !route.isNewRepository() && client.hasBlob(route.destination(), blob.digest(), operation);
    }

    /** Another copy brought the blob into this registry before. */
    private Way follow(Descriptor blob, Repository landed, Operation operation) {
        return landed.isSameAs(route.destination()) ? Way.REMEMBERED : mount(blob, landed, operation);
    }

    /** A registry that does not mount begins an ordinary upload instead; what it has already need not be uploaded. */
    private Way mount(Descriptor blob, Repository from, Operation operation) {
        return switch (client.startUpload(route.destination(), blob.digest(), from, operation)) {
            case UploadStart.Mounted _ -> Way.MOUNTED;
            case UploadStart.Session session -> {
                BlobStream.giveUp(client, route.destination(), session);
                yield isThere(blob, operation) ? Way.SKIPPED : stream(blob, operation);
            }
        };
    }

    private boolean isSameRegistry(Repository other) {
        return other.registry()
                .canonical()
                .equals(route.destination().registry().canonical());
    }

    private Way stream(Descriptor blob, Operation operation) {
        listener.planned(blob.size());
        return shared.streaming(
                () -> new BlobStream(client, route, blob, listener, Backoff.ofBlob(pauses)).move(operation), operation);
    }
}
