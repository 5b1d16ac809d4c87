package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.TerraformDataSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The data source {@code imagesync_tags}: the tags of a repository. */
public class DataImagesyncTags extends TerraformDataSource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync_tags";

    private final Attributes attributes;

    /**
     * Adds it to a scope of a stack.
     *
     * @param id its name in the scope
     */
    public DataImagesyncTags(Construct scope, String id, DataImagesyncTagsConfig config) {
        super(scope, id, config.toConfig(TF_RESOURCE_TYPE));
        this.attributes = config.attributes();
    }

    /** The tags: a list of objects {@code {tag, digest}}, for {@code Fn} and expressions. */
    public IResolvable getTags() {
        return interpolationForAttribute("tags");
    }

    /** The repository. As a token. */
    public String getRepository() {
        return getStringAttribute("repository");
    }

    /** Sets {@code repository}. */
    public void setRepository(String repository) {
        attributes.set("repository", repository);
    }

    /** What the program set for {@code repository}. */
    public @Nullable String getRepositoryInput() {
        return attributes.text("repository");
    }

    /** Whether the digest of each tag is asked for. As a token. */
    public IResolvable getIncludeDigests() {
        return getBooleanAttribute("include_digests");
    }

    /** Sets {@code include_digests}. */
    public void setIncludeDigests(Boolean includeDigests) {
        attributes.set("include_digests", includeDigests);
    }

    /** Sets {@code include_digests}. */
    public void setIncludeDigests(IResolvable includeDigests) {
        attributes.set("include_digests", includeDigests);
    }

    /** What the program set for {@code include_digests}; null if nothing. */
    public @Nullable Object getIncludeDigestsInput() {
        return attributes.get("include_digests");
    }

    /** Takes {@code include_digests} back, so that its default holds. */
    public void resetIncludeDigests() {
        attributes.reset("include_digests");
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes.synthesised();
    }

    /** Sets the attributes, and adds it to its scope. */
    public static final class Builder extends DataImagesyncTagsInputs<Builder>
            implements software.amazon.jsii.Builder<DataImagesyncTags> {

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
         * @throws IllegalArgumentException if {@code repository} is missing or empty
         */
        @Override
        public DataImagesyncTags build() {
            return new DataImagesyncTags(scope, id, new DataImagesyncTagsConfig(this));
        }
    }
}
