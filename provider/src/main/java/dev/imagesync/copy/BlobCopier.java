package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.registry.UploadStart;
import dev.imagesync.transport.Timing;
import java.time.Duration;
import java.util.Set;

/** Brings one blob into a repository in the cheapest way there is. Thread-safe. */
final class BlobCopier {

    /** How often a blob is tried whose connections break, and how often one that is refused. */
    private static final int ATTEMPTS_BROKEN = 12;

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Set<Code> BROKEN = Set.of(Code.CONNECTION_BROKE, Code.TIMED_OUT, Code.HOST_UNREACHABLE);
    private static final Set<Code> WORTH_ANOTHER =
            Set.of(Code.REGISTRY_FAILED, Code.RATE_LIMITED, Code.DIGEST_MISMATCH, Code.CREDENTIALS_REFUSED);

    private final SharedBlobs shared;
    private final RegistryClient client;
    private final Repository source;
    private final Repository destination;
    private final boolean isNewRepository;
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
        this.source = route.source();
        this.destination = route.destination();
        this.isNewRepository = route.isNewRepository();
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
        return switch (shared.turn(destination, blob.digest(), operation)) {
            case SharedBlobs.Turn.Lead lead -> lead(lead, blob, operation);
            case SharedBlobs.Turn.Follow follow -> follow(blob, follow.landed(), operation);
        };
    }

    private Way lead(SharedBlobs.Turn.Lead lead, Descriptor blob, Operation operation) {
        Repository landed = null;
        try {
            Way way = bring(blob, operation);
            landed = destination;
            return way;
        } finally {
            shared.end(lead, landed);
        }
    }

    private Way bring(Descriptor blob, Operation operation) {
        if (isSameRegistry(source)) {
            return mount(blob, source, operation);
        }
        if (!isNewRepository && client.hasBlob(destination, blob.digest(), operation)) {
            return Way.SKIPPED;
        }
        return stream(blob, operation);
    }

    /** Another copy brought the blob into this registry before. */
    private Way follow(Descriptor blob, Repository landed, Operation operation) {
        return landed.isSameAs(destination) ? Way.REMEMBERED : mount(blob, landed, operation);
    }

    /** A registry that does not mount begins an ordinary upload instead; what it has already need not be uploaded. */
    private Way mount(Descriptor blob, Repository from, Operation operation) {
        return switch (client.startUpload(destination, blob.digest(), from, operation)) {
            case UploadStart.Mounted mounted -> Way.MOUNTED;
            case UploadStart.Session session -> {
                giveUp(session);
                yield !isNewRepository && client.hasBlob(destination, blob.digest(), operation)
                        ? Way.SKIPPED
                        : stream(blob, operation);
            }
        };
    }

    private boolean isSameRegistry(Repository other) {
        return other.registry().canonical().equals(destination.registry().canonical());
    }

    private Way stream(Descriptor blob, Operation operation) {
        listener.planned(blob.size());
        return shared.streaming(() -> streamUntilItIsThere(blob, operation), operation);
    }

    private Way streamUntilItIsThere(Descriptor blob, Operation operation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return streamOnce(blob, operation);
            } catch (ImagesyncException e) {
                operation.check();
                int attempts =
                        BROKEN.contains(e.code()) ? ATTEMPTS_BROKEN : WORTH_ANOTHER.contains(e.code()) ? ATTEMPTS : 1;
                if (attempt >= attempts) {
                    throw e;
                }
            }
            pauses.pause(pause(attempt), operation);
        }
    }

    private static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** The download is opened before the upload: registries and proxies give up uploads that stay silent. */
    private Way streamOnce(Descriptor blob, Operation operation) {
        try (Download download = new Download(client, source, blob, pauses, operation)) {
            return switch (begin(blob, operation)) {
                case UploadStart.Mounted mounted -> Way.MOUNTED;
                case UploadStart.Session session -> upload(blob, download, session, operation);
            };
        }
    }

    /** A session that nobody knows of stays open until it expires, so its response is waited for even if all is cancelled. */
    private UploadStart begin(Descriptor blob, Operation operation) {
        operation.check();
        try (Cancellation.Lagging lagging = operation.cancellation().lagging(GRACE)) {
            return client.startUpload(destination, blob.digest(), null, operation.endedBy(lagging.cancellation()));
        }
    }

    private Way upload(Descriptor blob, Download download, UploadStart.Session session, Operation operation) {
        VerifiedBody body = new VerifiedBody(download, blob, listener);
        try {
            client.upload(destination, blob.digest(), session, body, operation);
            return Way.COPIED;
        } catch (ImagesyncException e) {
            listener.moved(-body.moved());
            giveUp(session);
            throw e;
        }
    }

    private void giveUp(UploadStart.Session session) {
        try {
            client.cancelUpload(destination, session, Operation.unattended());
        } catch (ImagesyncException e) {
            // The registry that broke the upload need not answer now; its sessions expire.
            return;
        }
    }
}
