package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import org.jspecify.annotations.Nullable;

/**
 * Sets what a {@link DataImagesyncImage} is told; {@code ref} is required.
 *
 * @param <B> the builder itself
 */
public abstract class DataImagesyncImageInputs<B extends DataImagesyncImageInputs<B>> extends MetaArguments.Builder<B> {

    DataImagesyncImageInputs() {}

    /** The image. Required. */
    public B ref(String ref) {
        return set("ref", ref);
    }

    /** Whether to list its platforms, which costs a pull. Default: false. */
    public B includePlatforms(@Nullable Boolean includePlatforms) {
        return set("include_platforms", includePlatforms);
    }

    /** Whether to list its platforms, which costs a pull. Default: false. */
    public B includePlatforms(IResolvable includePlatforms) {
        return set("include_platforms", includePlatforms);
    }

    /** Whether an image that is not there, or a registry that is away, gives null and no error. Default: false. */
    public B allowUnavailable(@Nullable Boolean allowUnavailable) {
        return set("allow_unavailable", allowUnavailable);
    }

    /** Whether an image that is not there, or a registry that is away, gives null and no error. Default: false. */
    public B allowUnavailable(IResolvable allowUnavailable) {
        return set("allow_unavailable", allowUnavailable);
    }

    /** These, if what is required is there. */
    B complete() {
        attributes.require("ref", "name the image, for example docker.io/library/busybox:1.36");
        return self();
    }
}
