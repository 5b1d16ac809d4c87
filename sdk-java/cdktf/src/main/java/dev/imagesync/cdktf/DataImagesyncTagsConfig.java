package dev.imagesync.cdktf;

/** What a {@link DataImagesyncTags} is told. Immutable. */
public final class DataImagesyncTagsConfig extends MetaArguments {

    DataImagesyncTagsConfig(DataImagesyncTagsInputs<?> inputs) {
        super(inputs.complete());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code repository} is required. */
    public static final class Builder extends DataImagesyncTagsInputs<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code repository} is missing or empty
         */
        public DataImagesyncTagsConfig build() {
            return new DataImagesyncTagsConfig(this);
        }
    }
}
