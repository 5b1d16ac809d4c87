package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.TerraformDataSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The data source {@code imagesync_image}: which digest an image has now. What it gives are tokens. */
public class DataImagesyncImage extends TerraformDataSource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync_image";

    private final Attributes attributes;

    /**
     * Adds it to a scope of a stack.
     *
     * @param id its name in the scope
     */
    public DataImagesyncImage(Construct scope, String id, DataImagesyncImageConfig config) {
        super(scope, id, config.toConfig(TF_RESOURCE_TYPE));
        this.attributes = config.attributes();
    }

    /** Its digest. */
    public String getDigest() {
        return getStringAttribute("digest");
    }

    /** The digest of one of several, or of the only one. */
    String digestOf(String instance) {
        return instance.isEmpty()
                ? getDigest()
                : "${data." + TF_RESOURCE_TYPE + "." + getFriendlyUniqueId() + instance + ".digest}";
    }

    /** {@code registry/repository@digest}. */
    public String getDigestRef() {
        return getStringAttribute("digest_ref");
    }

    /** Its media type. */
    public String getMediaType() {
        return getStringAttribute("media_type");
    }

    /** Its platforms, if they were asked for. */
    public List<String> getPlatforms() {
        return getListAttribute("platforms");
    }

    /** The image. As a token. */
    public String getRef() {
        return getStringAttribute("ref");
    }

    /** Sets {@code ref}. */
    public void setRef(String ref) {
        attributes.set("ref", ref);
    }

    /** What the program set for {@code ref}. */
    public @Nullable String getRefInput() {
        return attributes.text("ref");
    }

    /** Whether its platforms are listed. As a token. */
    public IResolvable getIncludePlatforms() {
        return getBooleanAttribute("include_platforms");
    }

    /** Sets {@code include_platforms}. */
    public void setIncludePlatforms(Boolean includePlatforms) {
        attributes.set("include_platforms", includePlatforms);
    }

    /** Sets {@code include_platforms}. */
    public void setIncludePlatforms(IResolvable includePlatforms) {
        attributes.set("include_platforms", includePlatforms);
    }

    /** What the program set for {@code include_platforms}; null if nothing. */
    public @Nullable Object getIncludePlatformsInput() {
        return attributes.get("include_platforms");
    }

    /** Takes {@code include_platforms} back, so that its default holds. */
    public void resetIncludePlatforms() {
        attributes.reset("include_platforms");
    }

    /** Whether an image that cannot be had gives null. As a token. */
    public IResolvable getAllowUnavailable() {
        return getBooleanAttribute("allow_unavailable");
    }

    /** Sets {@code allow_unavailable}. */
    public void setAllowUnavailable(Boolean allowUnavailable) {
        attributes.set("allow_unavailable", allowUnavailable);
    }

    /** Sets {@code allow_unavailable}. */
    public void setAllowUnavailable(IResolvable allowUnavailable) {
        attributes.set("allow_unavailable", allowUnavailable);
    }

    /** What the program set for {@code allow_unavailable}; null if nothing. */
    public @Nullable Object getAllowUnavailableInput() {
        return attributes.get("allow_unavailable");
    }

    /** Takes {@code allow_unavailable} back, so that its default holds. */
    public void resetAllowUnavailable() {
        attributes.reset("allow_unavailable");
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes.synthesised();
    }

    /** Sets the attributes, and adds it to its scope. */
    public static final class Builder extends DataImagesyncImageInputs<Builder>
            implements software.amazon.jsii.Builder<DataImagesyncImage> {

        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins one in a scope of a stack.
         *
         * @param id its name in the scope
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds it to its scope.
         *
         * @throws IllegalArgumentException if {@code ref} is missing or empty
         */
        @Override
        public DataImagesyncImage build() {
            return new DataImagesyncImage(scope, id, new DataImagesyncImageConfig(this));
        }
    }
}
