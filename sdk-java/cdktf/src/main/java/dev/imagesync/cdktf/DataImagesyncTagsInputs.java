package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import org.jspecify.annotations.Nullable;

/**
 * Sets what a {@link DataImagesyncTags} is told; {@code repository} is required.
 *
 * @param <B> the builder itself
 */
public abstract class DataImagesyncTagsInputs<B extends DataImagesyncTagsInputs<B>> extends MetaArguments.Builder<B> {

    DataImagesyncTagsInputs() {}

    /** The repository, for example {@code docker.io/library/busybox}. Required. */
    public B repository(String repository) {
        return set("repository", repository);
    }

    /** Whether to ask for the digest of each tag, which costs a request each. Default: false. */
    public B includeDigests(@Nullable Boolean includeDigests) {
        return set("include_digests", includeDigests);
    }

    /** Whether to ask for the digest of each tag, which costs a request each. Default: false. */
    public B includeDigests(IResolvable includeDigests) {
        return set("include_digests", includeDigests);
    }

    /** These, if what is required is there. */
    B complete() {
        attributes.require("repository", "name it, for example docker.io/library/busybox");
        return self();
    }
}
