package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Backoff;
import dev.imagesync.transport.ProblemIOException;
import dev.imagesync.transport.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a blob as its registry sends them. A connection that breaks is no end: the rest is asked for by a Range
 * request, and the upload that reads from here never notices. Not thread-safe.
 */
final class Download implements AutoCloseable {

    private final RegistryClient client;
    private final Repository source;
    private final Descriptor blob;
    private final Backoff attempts;
    private final Operation operation;
    private Response response;
    private long position;
    private long resumedAt;

    /**
     * Opens the download; the registry has answered when this returns.
     *
     * @param attempts what breaks without a byte having come counts against these
     */
    Download(RegistryClient client, Repository source, Descriptor blob, Backoff attempts, Operation operation) {
        this.client = client;
        this.source = source;
        this.blob = blob;
        this.attempts = attempts;
        this.operation = operation;
        this.response = client.blob(source, blob.digest(), operation);
    }

    /**
     * Fills the buffer up to the length, or to the end of what the registry sends.
     *
     * @return how many bytes came; fewer than the length only at the end
     */
    int read(byte[] buffer, int length) throws ProblemIOException {
        int filled = 0;
        while (filled < length) {
            try {
                InputStream in = response.body();
                int n = in.read(buffer, filled, length - filled);
                if (n < 0) {
                    return filled;
                }
                filled += n;
                position += n;
            } catch (IOException e) {
                resume(e);
            }
        }
        return filled;
    }

    /** Whether the registry has sent all that it wants to send. */
    boolean isAtEnd() {
        try {
            return response.body().read() < 0;
        } catch (IOException e) {
            // Every byte that the manifest lists has come; how the connection ends then does not matter.
            return true;
        }
    }

    private void resume(IOException broke) throws ProblemIOException {
        response.close();
        try {
            if (position > resumedAt) {
                attempts.goOn(operation);
            } else if (!attempts.tryAgain(operation)) {
                throw new ProblemIOException(connectionBroke(broke));
            }
            resumedAt = position;
            response = client.blobFrom(source, blob.digest(), position, operation);
        } catch (ImagesyncException e) {
            throw new ProblemIOException(e);
        }
    }

    private ImagesyncException connectionBroke(IOException e) {
        return new Problem(
                        Code.CONNECTION_BROKE,
                        response.request().describe(),
                        e.getMessage(),
                        null,
                        "try again; if it stays so, ask whoever runs "
                                + response.request().registry())
                .toException(e);
    }

    /** What was asked for, for messages. */
    String describe() {
        return response.request().describe();
    }

    @Override
    public void close() {
        response.close();
    }
}
