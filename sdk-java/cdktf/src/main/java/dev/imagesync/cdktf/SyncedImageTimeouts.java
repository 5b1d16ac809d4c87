package dev.imagesync.cdktf;

import java.util.Map;

/** How long an operation may take: durations such as {@code 30m} or {@code 1h30m}. Immutable. */
public final class SyncedImageTimeouts {

    private final Map<String, Object> values;

    private SyncedImageTimeouts(Attributes attributes) {
        this.values = attributes.toMap();
    }

    Map<String, Object> toMap() {
        return values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the durations. */
    public static final class Builder {

        private final Attributes attributes = new Attributes();

        private Builder() {}

        /** For a first copy, and for one that replaces another. Default: as long as it takes. */
        public Builder create(String create) {
            attributes.set("create", create);
            return this;
        }

        /** For a repair. Default: as long as it takes. */
        public Builder update(String update) {
            attributes.set("update", update);
            return this;
        }

        /** For taking the tag away. Default: as long as it takes. */
        public Builder delete(String delete) {
            attributes.set("delete", delete);
            return this;
        }

        public SyncedImageTimeouts build() {
            return new SyncedImageTimeouts(attributes);
        }
    }
}
