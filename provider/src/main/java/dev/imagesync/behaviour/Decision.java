package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done about a synced image. */
public sealed interface Decision {

    /** Everything is as it should be. */
    record InStep() implements Decision {}

    /**
     * Nothing is recorded yet: copy.
     *
     * @param digest the digest of the source that will be copied; null if it is not known yet
     */
    record Create(@Nullable Digest digest) implements Decision {}

    /**
     * Keep the image; correct the tag or the record.
     *
     * @param changed what differs: {@link Property#OBSERVED_DIGEST} if the tag has to be set back, others if only the record
     *     changes
     */
    record Update(Set<Property> changed) implements Decision {
        public Update {
            changed = Set.copyOf(changed);
        }
    }

    /**
     * The source has another name, and is looked at when the plan is applied: the same image stays, and another one is copied
     * over the tag.
     *
     * @param changed what differs, the source among it
     */
    record Follow(Set<Property> changed) implements Decision {
        public Follow {
            changed = Set.copyOf(changed);
        }
    }

    /**
     * Another image, or another place: the new one in, dependants moved, then the old one torn down.
     *
     * @param because what differs
     * @param digest the digest of the source that will be copied; null if it is not known yet
     */
    record Replace(Set<Property> because, @Nullable Digest digest) implements Decision {
        public Replace {
            because = Set.copyOf(because);
        }
    }
}
