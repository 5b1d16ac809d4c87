package app;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.Map;
import software.constructs.Construct;

/**
 * Stands for whatever runs the image: a resource that needs no cluster, and is changed whenever the digest is. In its place
 * put your {@code kubernetes_deployment_v1}, with the reference as the image of its container.
 */
final class Deployment extends TerraformResource {

    private final Map<String, Object> attributes;

    Deployment(Construct scope, String id, String imageRef) {
        super(scope, id, TerraformResourceConfig.builder().terraformResourceType("terraform_data").build());
        this.attributes = Map.of("input", imageRef);
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes;
    }
}
