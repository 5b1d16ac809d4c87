package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.BodyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A request body that is another registry's answer: source socket, buffer, hash, target socket, no disk. The last buffer is
 * held back until the digest of all bytes is right, so wrong content never becomes a complete upload.
 */
final class VerifiedBody extends AbstractHttpEntity {

    private static final int BUFFER = 256 << 10;

    private final Answer source;
    private final Descriptor blob;
    private final CopyListener listener;
    private long moved;

    VerifiedBody(Answer source, Descriptor blob, CopyListener listener) {
        super(ContentType.APPLICATION_OCTET_STREAM, null);
        this.source = source;
        this.blob = blob;
        this.listener = listener;
    }

    /** Bytes that went out so far. */
    long moved() {
        return moved;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest hasher = blob.digest().algorithm().hasher();
        byte[] buffer = new byte[Math.clamp(blob.size(), 1, BUFFER)];
        InputStream in = open();
        long left = blob.size();
        while (left > 0) {
            int length = (int) Math.min(buffer.length, left);
            fill(in, buffer, length);
            hasher.update(buffer, 0, length);
            left -= length;
            if (left == 0) {
                verify(in, hasher);
            }
            out.write(buffer, 0, length);
            moved += length;
            listener.moved(length);
        }
        if (blob.size() == 0) {
            verify(in, hasher);
        }
        out.flush();
    }

    private InputStream open() throws BodyException {
        try {
            return source.body();
        } catch (IOException e) {
            throw sourceBroke(e);
        }
    }

    private void fill(InputStream in, byte[] buffer, int length) throws BodyException {
        int n;
        try {
            n = in.readNBytes(buffer, 0, length);
        } catch (IOException e) {
            throw sourceBroke(e);
        }
        if (n < length) {
            throw wrong("the source sent fewer bytes than the " + blob.size() + " that the manifest lists");
        }
    }

    private void verify(InputStream in, MessageDigest hasher) throws BodyException {
        try {
            if (in.read() >= 0) {
                throw wrong("the source sends more bytes than the " + blob.size() + " that the manifest lists");
            }
        } catch (BodyException e) {
            throw e;
        } catch (IOException e) {
            throw sourceBroke(e);
        }
        Digest actual = Digest.of(blob.digest().algorithm(), hasher);
        if (!actual.equals(blob.digest())) {
            throw wrong("the source sent bytes of " + actual);
        }
    }

    private BodyException sourceBroke(IOException e) {
        return new BodyException(new Problem(
                        Code.CONNECTION_BROKE,
                        source.call().describe(),
                        e.getMessage(),
                        null,
                        "try again; if it stays so, ask whoever runs "
                                + source.call().registry())
                .toException(e));
    }

    private BodyException wrong(String words) {
        return new BodyException(new Problem(
                        Code.DIGEST_MISMATCH,
                        source.call().describe(),
                        words,
                        null,
                        "try again; if it stays so, push the image to "
                                + source.call().registry() + " again")
                .toException());
    }

    @Override
    public long getContentLength() {
        return blob.size();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("this body is written, not read");
    }

    @Override
    public void close() {
        source.close();
    }
}
