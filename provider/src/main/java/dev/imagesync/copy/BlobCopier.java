package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.registry.UploadStart;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Timing;
import java.time.Duration;
import java.util.Set;

/** Brings one blob into a repository in the cheapest way there is. Thread-safe. */
final class BlobCopier {

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Set<Code> WORTH_ANOTHER = Set.of(
            Code.CONNECTION_BROKE,
            Code.TIMED_OUT,
            Code.REGISTRY_FAILED,
            Code.RATE_LIMITED,
            Code.DIGEST_MISMATCH,
            Code.CREDENTIALS_REFUSED);

    private final RegistryClient client;
    private final Repository source;
    private final Repository destination;
    private final CopyListener listener;
    private final Timing.Pauses pauses;

    BlobCopier(
            RegistryClient client,
            Repository source,
            Repository destination,
            CopyListener listener,
            Timing.Pauses pauses) {
        this.client = client;
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.pauses = pauses;
    }

    /** How a blob got there. */
    enum Way {
        SKIPPED,
        MOUNTED,
        COPIED
    }

    Way copy(Descriptor blob, Cancellation cancellation) {
        boolean sameRegistry =
                source.registry().canonical().equals(destination.registry().canonical());
        if (!sameRegistry && client.hasBlob(destination, blob.digest(), cancellation)) {
            return Way.SKIPPED;
        }
        if (!sameRegistry) {
            return stream(blob, cancellation);
        }
        return switch (client.startUpload(destination, blob.digest(), source, cancellation)) {
            case UploadStart.Mounted mounted -> Way.MOUNTED;
            case UploadStart.Session session -> {
                client.cancelUpload(destination, session, cancellation);
                yield client.hasBlob(destination, blob.digest(), cancellation)
                        ? Way.SKIPPED
                        : stream(blob, cancellation);
            }
        };
    }

    private Way stream(Descriptor blob, Cancellation cancellation) {
        listener.planned(blob.size());
        for (int attempt = 1; ; attempt++) {
            try {
                return streamOnce(blob, cancellation);
            } catch (ImagesyncException e) {
                cancellation.check();
                if (attempt == ATTEMPTS || !WORTH_ANOTHER.contains(e.code())) {
                    throw e;
                }
            }
            pauses.pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), cancellation);
        }
    }

    /** The download is opened before the upload: registries and proxies give up uploads that stay silent. */
    private Way streamOnce(Descriptor blob, Cancellation cancellation) {
        try (Answer download = client.blob(source, blob.digest(), cancellation)) {
            UploadStart start = client.startUpload(destination, blob.digest(), null, cancellation);
            return switch (start) {
                case UploadStart.Mounted mounted -> Way.MOUNTED;
                case UploadStart.Session session -> upload(blob, download, session, cancellation);
            };
        }
    }

    private Way upload(Descriptor blob, Answer download, UploadStart.Session session, Cancellation cancellation) {
        VerifiedBody body = new VerifiedBody(download, blob, listener);
        try {
            client.upload(destination, blob.digest(), session, body, cancellation);
            return Way.COPIED;
        } catch (ImagesyncException e) {
            listener.moved(-body.moved());
            giveUp(session);
            throw e;
        }
    }

    private void giveUp(UploadStart.Session session) {
        try {
            client.cancelUpload(destination, session, new Cancellation());
        } catch (ImagesyncException e) {
            // The registry that broke the upload need not answer now; its sessions expire.
            return;
        }
    }
}
