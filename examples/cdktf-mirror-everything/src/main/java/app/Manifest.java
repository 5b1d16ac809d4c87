package app;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.Map;
import software.constructs.Construct;

/** A Kubernetes object of any kind, in the words of its API: the resource {@code kubernetes_manifest}. */
final class Manifest extends TerraformResource {

    private final Map<String, Object> attributes;

    Manifest(Construct scope, String id, Map<String, Object> object) {
        super(scope, id, TerraformResourceConfig.builder().terraformResourceType("kubernetes_manifest").build());
        this.attributes = Map.of("manifest", object);
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes;
    }
}
