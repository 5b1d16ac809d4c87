package dev.imagesync.lifecycle;

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
     * @param digest what will be copied; null if it is not known yet
     */
    record Create(@Nullable Digest digest) implements Decision {}

    /**
     * Keep the digest; correct the tag or the record.
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
     * Another image, or another place: the new one in, dependants moved, then the old one torn down.
     *
     * @param because what differs
     * @param digest what will be copied; null if it is not known yet
     */
    record Replace(Set<Property> because, @Nullable Digest digest) implements Decision {
        public Replace {
            because = Set.copyOf(because);
        }
    }
}
