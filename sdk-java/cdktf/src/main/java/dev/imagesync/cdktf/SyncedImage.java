package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformResource;
import java.util.Map;
import software.constructs.Construct;

/** The resource {@code imagesync}: a tag that is kept in step with its source. What it gives are tokens, for other resources. */
public class SyncedImage extends TerraformResource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync";

    private final Map<String, Object> attributes;

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

    /** The digest of the source that was copied; another one than {@link #getDigest} if not all platforms are kept. */
    public String getSourceDigest() {
        return getStringAttribute("source_digest");
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
        return attributes;
    }
}
