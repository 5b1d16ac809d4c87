package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.registry.UploadStart;
import dev.imagesync.transport.Backoff;
import java.time.Duration;
import java.util.Map;

/** Moves the bytes of one blob, again and again until they are there, within one budget of attempts. For one use by one thread. */
final class BlobStream {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What each kind of failure takes from the budget; others are final. A broken connection says little about the next. */
    private static final Map<Code, Integer> COSTS = Map.of(
            Code.CONNECTION_BROKE, 1,
            Code.TIMED_OUT, 1,
            Code.HOST_UNREACHABLE, 1,
            Code.REGISTRY_FAILED, 3,
            Code.RATE_LIMITED, 3,
            Code.DIGEST_MISMATCH, 3,
            // Once: what refused it has made room for a fresh token or credential meanwhile.
            Code.CREDENTIALS_REFUSED, 6);

    private final RegistryClient client;
    private final BlobCopier.Route route;
    private final Descriptor blob;
    private final CopyListener listener;
    private final Backoff attempts;

    /** @param attempts all that the blob may cost, in attempts */
    BlobStream(
            RegistryClient client, BlobCopier.Route route, Descriptor blob, CopyListener listener, Backoff attempts) {
        this.client = client.within(attempts);
        this.route = route;
        this.blob = blob;
        this.listener = listener;
        this.attempts = attempts;
    }

    /**
     * Moves it.
     *
     * @throws ImagesyncException the last failure, when no attempt is left or none would help
     */
    BlobCopier.Way move(Operation operation) {
        while (true) {
            try {
                return moveOnce(operation);
            } catch (ImagesyncException e) {
                operation.check();
                Integer cost = COSTS.get(e.code());
                if (cost == null || !attempts.tryAgain(cost, operation)) {
                    throw e;
                }
            }
        }
    }

    /** The download is opened before the upload: registries and proxies give up uploads that stay silent. */
    private BlobCopier.Way moveOnce(Operation operation) {
        try (Download download = new Download(client, route.source(), blob, attempts, operation)) {
            return switch (begin(operation)) {
                case UploadStart.Mounted _ -> BlobCopier.Way.MOUNTED;
                case UploadStart.Session session -> upload(download, session, operation);
            };
        }
    }

    /** A session that nobody knows of stays open until it expires, so its response is waited for even if all is cancelled. */
    private UploadStart begin(Operation operation) {
        operation.check();
        try (Cancellation.Lagging lagging = operation.cancellation().lagging(GRACE)) {
            return client.startUpload(
                    route.destination(), blob.digest(), null, operation.endedBy(lagging.cancellation()));
        }
    }

    private BlobCopier.Way upload(Download download, UploadStart.Session session, Operation operation) {
        VerifiedBody body = new VerifiedBody(download, blob, listener);
        try {
            client.upload(route.destination(), blob.digest(), session, body, operation);
            return BlobCopier.Way.COPIED;
        } catch (ImagesyncException e) {
            if (body.moved() == blob.size() && isThereAfterAll(e, operation)) {
                return BlobCopier.Way.COPIED;
            }
            listener.moved(-body.moved());
            giveUp(client, route.destination(), session);
            throw e;
        }
    }

    /**
     * Whether the registry has the blob although the upload seemed to fail when all was sent: some move it in their storage for
     * minutes before they answer, and a proxy in front of them gives up sooner. Asked after a pause; a session that may still be
     * at work is not given up before.
     */
    private boolean isThereAfterAll(ImagesyncException failure, Operation operation) {
        boolean mayBe = failure.code() == Code.TIMED_OUT
                || failure.code() == Code.CONNECTION_BROKE
                || failure.code() == Code.REGISTRY_FAILED;
        if (!mayBe || operation.cancellation().isCancelled() || !attempts.tryAgain(operation)) {
            return false;
        }
        try {
            return client.hasBlob(route.destination(), blob.digest(), operation);
        } catch (ImagesyncException e) {
            return false;
        }
    }

    /** Tells the registry that a session is given up. */
    static void giveUp(RegistryClient client, Repository destination, UploadStart.Session session) {
        try {
            client.cancelUpload(destination, session, Operation.unattended());
        } catch (ImagesyncException e) {
            // The registry that broke the upload need not answer now; its sessions expire.
            return;
        }
    }
}
