package dev.imagesync.manifest;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import java.util.Arrays;

/**
 * A manifest: the bytes as they came, what they are, and their digest. Immutable. Two manifests are equal if their bytes
 * and media types are.
 */
public final class Manifest {

    /** The most that is read of one manifest, in bytes. Registries must take 4 MiB (OCI distribution spec); some take more. */
    public static final int MAX_SIZE = 8 << 20;

    private final byte[] bytes;
    private final String mediaType;
    private final Digest digest;

    private Manifest(byte[] bytes, String mediaType, Digest digest) {
        this.bytes = bytes;
        this.mediaType = mediaType;
        this.digest = digest;
    }

    /**
     * A manifest that was asked for by this digest.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS5001 if the bytes are not those of the digest
     */
    public static Manifest verified(byte[] bytes, String contentType, Digest digest) {
        Digest actual = Digest.of(digest.algorithm(), bytes);
        if (!actual.equals(digest)) {
            throw Problem.ofInput(
                            Code.DIGEST_MISMATCH,
                            "asked for the manifest " + digest + ", got bytes of " + actual,
                            "report it to whoever runs the registry: it, or something on the way, changes content")
                    .toException();
        }
        return new Manifest(bytes.clone(), typeOf(bytes, contentType), digest);
    }

    private static String typeOf(byte[] bytes, String contentType) {
        String header = MediaTypes.ofHeader(contentType);
        boolean known = MediaTypes.isManifest(header) || MediaTypes.isSchema1(header);
        return known ? header : ManifestReader.declaredType(bytes, header);
    }

    /** The bytes; a copy, since a manifest never changes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The length in bytes. */
    public int size() {
        return bytes.length;
    }

    public String mediaType() {
        return mediaType;
    }

    public Digest digest() {
        return digest;
    }

    /**
     * What the bytes say.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS5002 if they are no manifest, are ambiguous, or contradict their
     *     media type; IS5004 if they are of a kind that cannot be copied, such as Docker's schema 1
     */
    public ManifestView view() {
        return ManifestReader.read(bytes, mediaType);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && mediaType.equals(that.mediaType) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }
}
