package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.TerraformResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * The resource {@code imagesync}: a tag that is kept in step with its source. What its getters give are tokens, for other
 * resources; what the program itself has set is behind those named {@code Input}.
 */
public class SyncedImage extends TerraformResource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync";

    private final Attributes attributes;

    /**
     * Adds it to a scope of a stack.
     *
     * @param id its name in the scope
     */
    public SyncedImage(Construct scope, String id, SyncedImageConfig config) {
        super(scope, id, config.toConfig(TF_RESOURCE_TYPE));
        this.attributes = config.attributes();
    }

    /** The same as {@link #getDigestRef}. */
    public String getId() {
        return getStringAttribute("id");
    }

    /** {@code registry/repository@digest}: what goes into a Deployment. */
    public String getDigestRef() {
        return getStringAttribute("digest_ref");
    }

    /** The digest that the tag points at. */
    public String getDigest() {
        return getStringAttribute("digest");
    }

    /** The image that is copied. As a token. */
    public String getSource() {
        return getStringAttribute("source");
    }

    /** Sets {@code source}. */
    public void setSource(String source) {
        attributes.set("source", source);
    }

    /** What the program set for {@code source}. */
    public @Nullable String getSourceInput() {
        return attributes.text("source");
    }

    /** The tag that is kept. As a token. */
    public String getDestination() {
        return getStringAttribute("destination");
    }

    /** Sets {@code destination}. */
    public void setDestination(String destination) {
        attributes.set("destination", destination);
    }

    /** What the program set for {@code destination}. */
    public @Nullable String getDestinationInput() {
        return attributes.text("destination");
    }

    /** The digest of the source that was copied; another one than {@link #getDigest} if not all platforms are kept. As a token. */
    public String getSourceDigest() {
        return getStringAttribute("source_digest");
    }

    /** Sets {@code source_digest}. */
    public void setSourceDigest(String sourceDigest) {
        attributes.set("source_digest", sourceDigest);
    }

    /** What the program set for {@code source_digest}; null if nothing. */
    public @Nullable String getSourceDigestInput() {
        return attributes.text("source_digest");
    }

    /** Takes {@code source_digest} back, so that its default holds. */
    public void resetSourceDigest() {
        attributes.reset("source_digest");
    }

    /** The platforms that are kept. As a token. */
    public List<String> getPlatforms() {
        return getListAttribute("platforms");
    }

    /** Sets {@code platforms}. */
    public void setPlatforms(List<String> platforms) {
        attributes.set("platforms", platforms);
    }

    /** What the program set for {@code platforms}; null if nothing. */
    @SuppressWarnings("unchecked")
    public @Nullable List<String> getPlatformsInput() {
        return (List<String>) attributes.get("platforms");
    }

    /** Takes {@code platforms} back, so that its default holds. */
    public void resetPlatforms() {
        attributes.reset("platforms");
    }

    /** Whether signatures, SBOMs and the like are copied too. As a token. */
    public IResolvable getIncludeReferrers() {
        return getBooleanAttribute("include_referrers");
    }

    /** Sets {@code include_referrers}. */
    public void setIncludeReferrers(Boolean includeReferrers) {
        attributes.set("include_referrers", includeReferrers);
    }

    /** Sets {@code include_referrers}. */
    public void setIncludeReferrers(IResolvable includeReferrers) {
        attributes.set("include_referrers", includeReferrers);
    }

    /** What the program set for {@code include_referrers}; null if nothing. */
    public @Nullable Object getIncludeReferrersInput() {
        return attributes.get("include_referrers");
    }

    /** Takes {@code include_referrers} back, so that its default holds. */
    public void resetIncludeReferrers() {
        attributes.reset("include_referrers");
    }

    /** What a destroy takes away. As a token. */
    public String getDeletePolicy() {
        return getStringAttribute("delete_policy");
    }

    /** Sets {@code delete_policy}. */
    public void setDeletePolicy(String deletePolicy) {
        attributes.set("delete_policy", deletePolicy);
    }

    /** What the program set for {@code delete_policy}; null if nothing. */
    public @Nullable String getDeletePolicyInput() {
        return attributes.text("delete_policy");
    }

    /** Takes {@code delete_policy} back, so that its default holds. */
    public void resetDeletePolicy() {
        attributes.reset("delete_policy");
    }

    /** Sets {@code timeouts}. */
    public void putTimeouts(SyncedImageTimeouts timeouts) {
        attributes.set("timeouts", timeouts);
    }

    /** What the program set for {@code timeouts}; null if nothing. */
    public @Nullable SyncedImageTimeouts getTimeoutsInput() {
        return (SyncedImageTimeouts) attributes.get("timeouts");
    }

    /** Takes {@code timeouts} back, so that an operation takes as long as it takes. */
    public void resetTimeouts() {
        attributes.reset("timeouts");
    }

    /** What was seen at the tag last; empty if it was missing. */
    public String getObservedDigest() {
        return getStringAttribute("observed_digest");
    }

    /** The media type of the image. */
    public String getMediaType() {
        return getStringAttribute("media_type");
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes.synthesised();
    }

    /** Sets the attributes, and adds it to its scope. */
    public static final class Builder extends SyncedImageInputs<Builder>
            implements software.amazon.jsii.Builder<SyncedImage> {

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
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        @Override
        public SyncedImage build() {
            return new SyncedImage(scope, id, new SyncedImageConfig(this));
        }
    }
}
