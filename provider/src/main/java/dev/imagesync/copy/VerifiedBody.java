package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.transport.Body;
import dev.imagesync.transport.ProblemIOException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * A request body that is another registry's response: source socket, buffer, hash, target socket, no disk. The last buffer is
 * held back until the digest of all bytes is right, so wrong content never becomes a complete upload.
 */
final class VerifiedBody implements Body {

    private static final int BUFFER = 256 << 10;

    private final Download source;
    private final Descriptor blob;
    private final CopyListener listener;
    private long moved;

    VerifiedBody(Download source, Descriptor blob, CopyListener listener) {
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
        long left = blob.size();
        do {
            int length = (int) Math.min(buffer.length, left);
            if (source.read(buffer, length) < length) {
                throw wrong("the source sent fewer bytes than the " + blob.size() + " that the manifest lists");
            }
            hasher.update(buffer, 0, length);
            left -= length;
            if (left == 0) {
                verify(hasher);
            }
            out.write(buffer, 0, length);
            moved += length;
            listener.moved(length);
        } while (left > 0);
        out.flush();
    }

    private void verify(MessageDigest hasher) throws ProblemIOException {
        if (!source.isAtEnd()) {
            throw wrong("the source sends more bytes than the " + blob.size() + " that the manifest lists");
        }
        Digest actual = Digest.of(blob.digest().algorithm(), hasher);
        if (!actual.equals(blob.digest())) {
            throw wrong("the source sent bytes of " + actual);
        }
    }

    private ProblemIOException wrong(String words) {
        return new ProblemIOException(new Problem(
                        Code.DIGEST_MISMATCH,
                        source.describe(),
                        words,
                        null,
                        "try again; if it stays so, push the image to its registry again")
                .toException());
    }

    @Override
    public long length() {
        return blob.size();
    }

    @Override
    public String mediaType() {
        return "application/octet-stream";
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }
}
