package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;

/** What a {@link DataImagesyncTags} is told. Immutable. */
public final class DataImagesyncTagsConfig extends MetaArguments {

    private DataImagesyncTagsConfig(Builder builder) {
        super(builder);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code repository} is required. */
    public static final class Builder extends MetaArguments.Builder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The repository, for example {@code docker.io/library/busybox}. Required. */
        public Builder repository(String repository) {
            return set("repository", repository);
        }

        /** Whether to ask for the digest of each tag, which costs a request each. Default: false. */
        public Builder includeDigests(Boolean includeDigests) {
            return set("include_digests", includeDigests);
        }

        /** Whether to ask for the digest of each tag, which costs a request each. Default: false. */
        public Builder includeDigests(IResolvable includeDigests) {
            return set("include_digests", includeDigests);
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code repository} is missing or empty
         */
        public DataImagesyncTagsConfig build() {
            attributes.require("repository", "name it, for example docker.io/library/busybox");
            return new DataImagesyncTagsConfig(this);
        }
    }
}
