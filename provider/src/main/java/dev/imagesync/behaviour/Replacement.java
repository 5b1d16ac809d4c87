package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Another image at the same destination, where the engine moves what uses the old one only afterwards. Under
 * {@link DeletePolicy#IMAGE} the old manifest therefore waits: it goes with the next replacement, or with the delete.
 *
 * @param old the image that is replaced, or deleted
 * @param before the digest of the image before it, which still waits; null if none does
 */
public record Replacement(Recorded old, @Nullable Digest before) {

    /** The digest whose manifest nobody uses any more once the new image is in place; null if there is none. */
    public @Nullable Digest removable(Digest now) {
        return old.digest().equals(now) ? null : removable();
    }

    /** The digest whose manifest nobody uses any more once the old image is deleted; null if there is none. */
    public @Nullable Digest removable() {
        boolean isOwn = before == null || before.equals(old.digest());
        return isOwn || old.deletePolicy() != DeletePolicy.IMAGE ? null : before;
    }

    /** The digest whose manifest waits once the new image is in place; null if none does. */
    public @Nullable Digest waiting(Digest now) {
        return old.digest().equals(now) ? before : old.digest();
    }
}
