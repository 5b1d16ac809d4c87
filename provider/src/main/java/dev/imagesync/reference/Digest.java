package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of content: an algorithm and the hash of the bytes in lower-case hex. Only well-formed digests exist, so that
 * nothing else ever gets into a URL.
 */
public record Digest(Algorithm algorithm, String hex) {

    /** The hash functions that the OCI image spec registers. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        SHA512("SHA-512", 128);

        private final String javaName;
        private final int hexLength;

        Algorithm(String javaName, int hexLength) {
            this.javaName = javaName;
            this.hexLength = hexLength;
        }

        /** The name as it stands in a digest, for example {@code sha256}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A fresh hasher. Not thread-safe. */
        public MessageDigest hasher() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + javaName, e);
            }
        }
    }

    public Digest {
        if (hex.length() != algorithm.hexLength || !isLowerHex(hex)) {
            throw malformed(algorithm.label() + ":" + hex);
        }
    }

    /**
     * Reads {@code sha256:} followed by 64, or {@code sha512:} followed by 128, lower-case hex digits.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1005 if the text is anything else
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (text.substring(0, colon).equals(algorithm.label())) {
                    String hex = text.substring(colon + 1);
                    if (hex.length() == algorithm.hexLength && isLowerHex(hex)) {
                        return new Digest(algorithm, hex);
                    }
                }
            }
        }
        throw malformed(text);
    }

    /** The digest of these bytes. */
    public static Digest of(Algorithm algorithm, byte[] content) {
        return finish(algorithm, digestOf(algorithm, content));
    }

    /** The digest that a hasher of this algorithm has arrived at; resets the hasher. */
    public static Digest of(Algorithm algorithm, MessageDigest hasher) {
        return finish(algorithm, hasher.digest());
    }

    private static byte[] digestOf(Algorithm algorithm, byte[] content) {
        return algorithm.hasher().digest(content);
    }

    private static Digest finish(Algorithm algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /** The first 12 hex digits: for tables and progress lines, never for data. */
    public String shortForm() {
        return hex.substring(0, 12);
    }

    private static boolean isLowerHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static RuntimeException malformed(String text) {
        return Problem.ofInput(
                        Code.DIGEST_MALFORMED,
                        "\"" + text + "\" is not a digest",
                        "write sha256: and 64 hex digits in lower case (or sha512: and 128)")
                .toException();
    }

    @Override
    public String toString() {
        return algorithm.label() + ":" + hex;
    }
}
