package dev.imagesync.copy;

import dev.imagesync.reference.Digest;

/**
 * What a copy did.
 *
 * @param outcome what became of the destination
 * @param digest what the tag points at now
 * @param mediaType the media type of the image
 * @param copied blobs whose bytes were moved
 * @param mounted blobs that the registry took from another of its repositories
 * @param skipped blobs that were there already
 * @param bytes bytes of blobs moved
 */
public record CopyReport(
        Outcome outcome, Digest digest, String mediaType, int copied, int mounted, int skipped, long bytes) {

    /** What became of the destination. */
    public enum Outcome {
        /** The tag pointed at the digest already. */
        ALREADY_THERE,
        /** The repository had the digest; only the tag was written. */
        TAGGED,
        /** Content was copied, then the tag was written. */
        COPIED
    }

    static CopyReport without(Outcome outcome, Digest digest, String mediaType) {
        return new CopyReport(outcome, digest, mediaType, 0, 0, 0, 0);
    }

    /** The report as a user reads it, for example {@code copied: 3 blobs moved (1.2 MiB), 0 mounted, 2 there already}. */
    public String describe() {
        return switch (outcome) {
            case ALREADY_THERE -> "already there, nothing was copied";
            case TAGGED -> "the repository has the digest already, only the tag was written";
            case COPIED ->
                "copied: " + copied + (copied == 1 ? " blob" : " blobs") + " moved (" + Bytes.human(bytes) + "), "
                        + mounted + " mounted, " + skipped + " there already";
        };
    }
}
