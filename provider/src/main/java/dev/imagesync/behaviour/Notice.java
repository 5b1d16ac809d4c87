package dev.imagesync.behaviour;

/**
 * Something the user should know about what goes ahead all the same.
 *
 * @param kind what it is
 * @param text one or two sentences
 */
public record Notice(Kind kind, String text) {

    /** How much a notice matters. */
    public enum Severity {
        INFO,
        WARNING
    }

    /** The kinds of notices. */
    public enum Kind {
        DESTINATION_DRIFTED(Property.DESTINATION, Severity.INFO, "The destination will be set back"),
        DESTINATION_REPOINTED(Property.DESTINATION, Severity.WARNING, "A tag that exists will be re-pointed"),
        DESTINATION_WITHOUT_TAG(Property.DESTINATION, Severity.WARNING, "The destination names no tag"),
        DESTINATION_UNREADABLE(Property.DESTINATION, Severity.WARNING, "The destination could not be read"),
        SOURCE_UNAVAILABLE(Property.SOURCE, Severity.WARNING, "The source is not available, what was copied stays"),
        SOURCE_UNRESOLVED(Property.SOURCE, Severity.WARNING, "The source is not available yet"),
        PLATFORMS_UNRESOLVED(Property.PLATFORMS, Severity.WARNING, "The platforms of the source could not be read"),
        REFERRERS_UNREADABLE(Property.INCLUDE_REFERRERS, Severity.WARNING, "The referrers could not be read"),
        LAYER_LEFT_OUT(Property.SOURCE, Severity.WARNING, "A layer was left out"),
        TAG_KEPT(Property.DESTINATION, Severity.WARNING, "The tag stays in the registry"),
        MANIFEST_KEPT(Property.DESTINATION, Severity.WARNING, "The manifest stays in the registry");

        private final Property property;
        private final Severity severity;
        private final String summary;

        Kind(Property property, Severity severity, String summary) {
            this.property = property;
            this.severity = severity;
            this.summary = summary;
        }

        /** What it is about. */
        public Property property() {
            return property;
        }

        /** How much it matters. */
        public Severity severity() {
            return severity;
        }

        /** What it says, whatever the image. */
        public String summary() {
            return summary;
        }

        /** Whether a registry gave no usable answer although an image is recorded: {@code onUnreachable} is about these. */
        public boolean isUnreachable() {
            return this == DESTINATION_UNREADABLE || this == SOURCE_UNAVAILABLE || this == REFERRERS_UNREADABLE;
        }
    }
}
