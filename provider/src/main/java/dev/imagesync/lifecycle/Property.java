package dev.imagesync.lifecycle;

/** The properties of a synced image that a decision or a problem can be about. */
public enum Property {
    SOURCE("source"),
    DESTINATION("destination"),
    SOURCE_DIGEST("sourceDigest"),
    PLATFORMS("platforms"),
    INCLUDE_REFERRERS("includeReferrers"),
    DELETE_POLICY("deletePolicy"),
    OBSERVED_DIGEST("observedDigest");

    private final String label;

    Property(String label) {
        this.label = label;
    }

    /** The name in camel case, as Pulumi spells it. */
    public String label() {
        return label;
    }
}
