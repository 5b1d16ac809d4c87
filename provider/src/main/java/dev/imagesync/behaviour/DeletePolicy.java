package dev.imagesync.behaviour;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a delete takes away. */
public enum DeletePolicy {
    /** The tag, and only the tag. The default. */
    TAG,
    /** The tag, and the manifest when nothing else needs it. */
    IMAGE,
    /** Nothing. */
    RETAIN;

    /** The policy of this name, in lower case. */
    public static Optional<DeletePolicy> named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(name))
                .findFirst();
    }

    /** The name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
