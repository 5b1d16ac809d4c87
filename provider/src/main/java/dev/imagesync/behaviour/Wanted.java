package dev.imagesync.behaviour;

import dev.imagesync.reference.Digest;
import java.util.List;

/** Which digest of the source is wanted, as far as a plan can tell. */
public sealed interface Wanted {

    /**
     * This one.
     *
     * @param notices what the user should know about it
     */
    record At(Digest digest, List<Notice> notices) implements Wanted {
        public At {
            notices = List.copyOf(notices);
        }
    }

    /** The source has another name, and is looked at when the plan is applied. */
    record AtApply() implements Wanted {}

    /**
     * That is not known yet.
     *
     * @param notices what the user should know about it
     */
    record NotKnown(List<Notice> notices) implements Wanted {
        public NotKnown {
            notices = List.copyOf(notices);
        }
    }

    /** What the user should know about it. */
    default List<Notice> told() {
        return switch (this) {
            case At at -> at.notices();
            case AtApply _ -> List.of();
            case NotKnown notKnown -> notKnown.notices();
        };
    }
}
