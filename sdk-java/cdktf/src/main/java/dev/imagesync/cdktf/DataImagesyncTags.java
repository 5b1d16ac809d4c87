package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.TerraformDataSource;
import java.util.Map;
import software.constructs.Construct;

/** The data source {@code imagesync_tags}: the tags of a repository. */
public class DataImagesyncTags extends TerraformDataSource {

    /** The name that Terraform has for it. */
    public static final String TF_RESOURCE_TYPE = "imagesync_tags";

    private final Map<String, Object> attributes;

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

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes;
    }
}
