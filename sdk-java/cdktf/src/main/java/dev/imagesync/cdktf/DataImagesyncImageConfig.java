package dev.imagesync.cdktf;

/** What a {@link DataImagesyncImage} is told. Immutable. */
public final class DataImagesyncImageConfig extends MetaArguments {

    DataImagesyncImageConfig(DataImagesyncImageInputs<?> inputs) {
        super(inputs.complete());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code ref} is required. */
    public static final class Builder extends DataImagesyncImageInputs<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code ref} is missing or empty
         */
        public DataImagesyncImageConfig build() {
            return new DataImagesyncImageConfig(this);
        }
    }
}
