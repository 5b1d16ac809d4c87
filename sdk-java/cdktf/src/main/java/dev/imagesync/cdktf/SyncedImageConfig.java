package dev.imagesync.cdktf;

/** What a {@link SyncedImage} is told. Immutable. */
public final class SyncedImageConfig extends MetaArguments {

    SyncedImageConfig(SyncedImageInputs<?> inputs) {
        super(inputs.complete());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code source} and {@code destination} are required. */
    public static final class Builder extends SyncedImageInputs<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        public SyncedImageConfig build() {
            return new SyncedImageConfig(this);
        }
    }
}
