package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;

/** What a {@link DataImagesyncImage} is told. Immutable. */
public final class DataImagesyncImageConfig extends MetaArguments {

    private DataImagesyncImageConfig(Builder builder) {
        super(builder);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code ref} is required. */
    public static final class Builder extends MetaArguments.Builder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The image. Required. */
        public Builder ref(String ref) {
            return set("ref", ref);
        }

        /** Whether to list its platforms, which costs a pull. Default: false. */
        public Builder includePlatforms(Boolean includePlatforms) {
            return set("include_platforms", includePlatforms);
        }

        /** Whether to list its platforms, which costs a pull. Default: false. */
        public Builder includePlatforms(IResolvable includePlatforms) {
            return set("include_platforms", includePlatforms);
        }

        /** Whether an image that is not there, or a registry that is away, gives null and no error. Default: false. */
        public Builder allowUnavailable(Boolean allowUnavailable) {
            return set("allow_unavailable", allowUnavailable);
        }

        /** Whether an image that is not there, or a registry that is away, gives null and no error. Default: false. */
        public Builder allowUnavailable(IResolvable allowUnavailable) {
            return set("allow_unavailable", allowUnavailable);
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code ref} is missing or empty
         */
        public DataImagesyncImageConfig build() {
            attributes.require("ref", "name the image, for example docker.io/library/busybox:1.36");
            return new DataImagesyncImageConfig(this);
        }
    }
}
