package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.BodyException;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The bytes of a blob as its registry sends them. A connection that breaks is no end: the rest is asked for by a Range
 * request, and the upload that reads from here never notices. Not thread-safe.
 */
final class Download implements AutoCloseable {

    /** How often in a row a connection may break without a byte having come. */
    private static final int BREAKS_IN_VAIN = 3;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RegistryClient client;
    private final Repository source;
    private final Descriptor blob;
    private final Timing.Pauses pauses;
    private final Cancellation cancellation;
    private Answer answer;
    private long position;
    private int breaksInVain;

    private Download(
            RegistryClient client,
            Repository source,
            Descriptor blob,
            Timing.Pauses pauses,
            Cancellation cancellation,
            Answer answer) {
        this.client = client;
        this.source = source;
        this.blob = blob;
        this.pauses = pauses;
        this.cancellation = cancellation;
        this.answer = answer;
    }

    /** Opens the download; the registry has answered when this returns. */
    static Download open(
            RegistryClient client,
            Repository source,
            Descriptor blob,
            Timing.Pauses pauses,
            Cancellation cancellation) {
        Answer answer = client.blob(source, blob.digest(), cancellation);
        return new Download(client, source, blob, pauses, cancellation, answer);
    }

    /**
     * Fills the buffer up to the length, or to the end of what the registry sends.
     *
     * @return how many bytes came; fewer than the length only at the end
     */
    int read(byte[] buffer, int length) throws BodyException {
        int filled = 0;
        while (filled < length) {
            try {
                InputStream in = answer.body();
                int n = in.read(buffer, filled, length - filled);
                if (n < 0) {
                    return filled;
                }
                filled += n;
                position += n;
                breaksInVain = 0;
            } catch (IOException e) {
                resume(e);
            }
        }
        return filled;
    }

    /** Whether the registry has sent all that it wants to send. */
    boolean isAtEnd() {
        try {
            return answer.body().read() < 0;
        } catch (IOException e) {
            // Every byte that the manifest lists has come; how the connection ends then does not matter.
            return true;
        }
    }

    private void resume(IOException broke) throws BodyException {
        answer.close();
        if (++breaksInVain > BREAKS_IN_VAIN) {
            throw new BodyException(connectionBroke(broke));
        }
        try {
            pauses.pause(PAUSE.multipliedBy(breaksInVain), cancellation);
            answer = client.blobFrom(source, blob.digest(), position, cancellation);
        } catch (ImagesyncException e) {
            throw new BodyException(e);
        }
    }

    private ImagesyncException connectionBroke(IOException e) {
        return new Problem(
                        Code.CONNECTION_BROKE,
                        answer.call().describe(),
                        e.getMessage(),
                        null,
                        "try again; if it stays so, ask whoever runs "
                                + answer.call().registry())
                .toException(e);
    }

    /** What was asked for, for messages. */
    String describe() {
        return answer.call().describe();
    }

    @Override
    public void close() {
        answer.close();
    }
}
