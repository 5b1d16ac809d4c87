package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformDataSource;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The data source {@code imagesync_image}: which digest an image has now. What it gives are tokens. */
public class DataImagesyncImage extends TerraformDataSource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync_image";

    private final Map<String, Object> attributes;

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

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes;
    }
}
