package dev.imagesync.copy;

import dev.imagesync.reference.Digest;

/**
 * What a copy did.
 *
 * @param outcome what became of the destination
 * @param sourceDigest the digest of the image at the source
 * @param digest what the tag points at now; another than that of the source where only some platforms are kept
 * @param mediaType the media type of the image
 * @param blobs what became of its blobs
 */
public record CopyReport(Outcome outcome, Digest sourceDigest, Digest digest, String mediaType, Blobs blobs) {

    /** What became of the destination. */
    public enum Outcome {
        /** The tag pointed at the digest already. */
        ALREADY_THERE,
        /** The repository had the digest; only the tag was written. */
        TAGGED,
        /** Content was copied, then the tag was written. */
        COPIED
    }

    /**
     * What became of the blobs of an image.
     *
     * @param copied blobs whose bytes were moved
     * @param mounted blobs that the registry took from another of its repositories
     * @param skipped blobs that were there already
     * @param bytes bytes of blobs moved
     */
    public record Blobs(int copied, int mounted, int skipped, long bytes) {

        /** No blob was looked at. */
        static final Blobs NONE = new Blobs(0, 0, 0, 0);
    }

    static CopyReport without(Outcome outcome, Digest digest, String mediaType) {
        return new CopyReport(outcome, digest, digest, mediaType, Blobs.NONE);
    }

    /** The same for an image that has this digest at the source. */
    CopyReport of(Digest source) {
        return new CopyReport(outcome, source, digest, mediaType, blobs);
    }

    /** The report as a user reads it, for example {@code copied: 3 blobs moved (1.2 MiB), 0 mounted, 2 there already}. */
    public String describe() {
        return switch (outcome) {
            case ALREADY_THERE -> "already there, nothing was copied";
            case TAGGED -> "the repository has the digest already, only the tag was written";
            case COPIED ->
                "copied: " + blobs.copied() + (blobs.copied() == 1 ? " blob" : " blobs") + " moved ("
                        + Bytes.human(blobs.bytes()) + "), " + blobs.mounted() + " mounted, " + blobs.skipped()
                        + " there already";
        };
    }
}
