package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** A stack with Kubernetes objects, and an {@code ImageMirror} that sees them. */
abstract class MirroredStack extends Synthesis {

    static final String MIRROR = "registry.corp.example/mirror";
    static final String NGINX = "nginx:1.29";
    static final String NGINX_SOURCE = "docker.io/library/nginx:1.29";

    JsonNode mirrored(ImageMirror mirror) {
        Aspects.of(stack).add(mirror);
        return synthesised();
    }

    JsonNode mirrored() {
        return mirrored(new ImageMirror(MIRROR));
    }

    /** A resource as bindings make it. */
    static final class Bound extends TerraformResource {

        private final Map<String, Object> attributes;

        Bound(Construct scope, String id, String type, Map<String, Object> attributes) {
            super(
                    scope,
                    id,
                    TerraformResourceConfig.builder()
                            .terraformResourceType(type)
                            .build());
            this.attributes = attributes;
        }

        @Override
        protected Map<String, Object> synthesizeAttributes() {
            return attributes;
        }
    }

    TerraformResource resource(String type, String id, String attribute, Object value) {
        return new Bound(stack, id, type, Map.of(attribute, value));
    }

    TerraformResource manifest(String id, Object manifest) {
        return resource("kubernetes_manifest", id, "manifest", manifest);
    }

    static Map<String, Object> pod(Object image) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "web"),
                "spec",
                Map.of("containers", List.of(Map.of("name", "web", "image", image))));
    }

    /** The expressions of all images of the stack, by their source. */
    static String digestRefOf(String source, JsonNode json) {
        List<String> found = new ArrayList<>();
        json.at("/resource/imagesync").properties().forEach(image -> {
            if (image.getValue().get("source").asText().equals(source)) {
                found.add("${imagesync." + image.getKey() + ".digest_ref}");
            }
        });
        assertThat(found).as("images of " + source).hasSize(1);
        return found.get(0);
    }

    static int images(JsonNode json) {
        return json.at("/resource/imagesync").size();
    }
}
