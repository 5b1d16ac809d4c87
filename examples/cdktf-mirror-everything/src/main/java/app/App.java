package app;

import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.ImageMirror;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Runs two images of other people's registries, from a registry of ours. */
public final class App {

    public static void main(String[] args) {
        var app = new com.hashicorp.cdktf.App();
        var cluster = new Cluster(app, "cluster");
        // The one line.
        Aspects.of(cluster).add(new ImageMirror(required("MIRROR")));
        app.synth();
    }

    static final class Cluster extends TerraformStack {

        Cluster(Construct scope, String id) {
            super(scope, id);
            // Beside the stack, wherever it is taken; cdktf's own choice is an absolute path.
            new LocalBackend(this, LocalBackendConfig.builder().path("terraform.tfstate").build());
            var upstream = System.getenv().getOrDefault("UPSTREAM", "docker.io/library");

            new Manifest(this, "web", object("apps/v1", "Deployment", "web", Map.of(
                    "selector", Map.of("matchLabels", Map.of("app", "web")),
                    "template", Map.of(
                            "metadata", Map.of("labels", Map.of("app", "web")),
                            "spec", Map.of(
                                    "initContainers", List.of(container("wait", upstream + "/busybox:1.36")),
                                    "containers", List.of(container("web", upstream + "/alpine:3.22")))))));

            new Manifest(this, "nightly", object("batch/v1", "CronJob", "nightly", Map.of(
                    "schedule", "@daily",
                    "jobTemplate", Map.of("spec", Map.of("template", Map.of("spec", Map.of(
                            "restartPolicy", "Never",
                            "containers", List.of(container("clean", upstream + "/busybox:1.36")))))))));
        }
    }

    private static Map<String, Object> object(String version, String kind, String name, Map<String, Object> spec) {
        return Map.of(
                "apiVersion", version,
                "kind", kind,
                "metadata", Map.of("name", name, "namespace", "default"),
                "spec", spec);
    }

    private static Map<String, Object> container(String name, String image) {
        return Map.of("name", name, "image", image);
    }

    private static String required(String name) {
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set: say where the mirror stands, host[/prefix]");
        }
        return value;
    }
}
