package dev.imagesync.behaviour;

import java.util.Arrays;
import java.util.List;

/** The properties of a synced image, in the order in which they are told. */
public enum Property {
    SOURCE("source", true),
    DESTINATION("destination", true),
    SOURCE_DIGEST("sourceDigest", true),
    PLATFORMS("platforms", true),
    INCLUDE_REFERRERS("includeReferrers", true),
    DELETE_POLICY("deletePolicy", true),
    DIGEST("digest", false),
    DIGEST_REF("digestRef", false),
    OBSERVED_DIGEST("observedDigest", false),
    MEDIA_TYPE("mediaType", false);

    /** The names of what a program may set. */
    public static final List<String> INPUTS = Arrays.stream(values())
            .filter(Property::isInput)
            .map(Property::label)
            .toList();

    private final String label;
    private final boolean isInput;

    Property(String label, boolean isInput) {
        this.label = label;
        this.isInput = isInput;
    }

    /** The name in camel case. */
    public String label() {
        return label;
    }

    /** Whether a program may set it; otherwise it is only found out. */
    public boolean isInput() {
        return isInput;
    }
}
