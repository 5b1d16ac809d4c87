package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.Content;
import java.util.regex.Pattern;

/** The digests that the fake knows: SHA-256 and SHA-512. */
final class Digests {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    private Digests() {}

    /** Whether a reference in a path is meant as a digest; a tag has no colon. */
    static boolean isDigest(String reference) {
        return reference.indexOf(':') >= 0;
    }

    /** The digest, or DIGEST_INVALID. */
    static String checked(String digest) {
        if (!FORM.matcher(digest).matches()) {
            throw SpecError.DIGEST_INVALID.refused("not a digest that is known here: " + digest);
        }
        return digest;
    }

    /** The digest if the bytes are of it, or DIGEST_INVALID. */
    static String checked(String digest, byte[] bytes) {
        String actual = checked(digest).startsWith("sha512:") ? Content.sha512(bytes) : Content.sha256(bytes);
        if (!actual.equals(digest)) {
            throw SpecError.DIGEST_INVALID.refused("expected " + digest + ", got " + actual);
        }
        return digest;
    }
}
