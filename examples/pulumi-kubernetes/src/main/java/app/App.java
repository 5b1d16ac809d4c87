package app;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import java.util.Map;

/** Mirrors an image, and runs it by its digest: when the upstream moves, so does the Deployment. */
public final class App {

    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    static void stack(Context ctx) {
        var config = ctx.config();
        var image = deploy(
                config.get("source").orElse("docker.io/library/nginx:1.29"), config.require("destination"));
        ctx.export("digestRef", image.digestRef());
    }

    static ImageSync deploy(String source, String destination) {
        var image = new ImageSync("web", ImageSyncArgs.builder()
                .source(source)
                .destination(destination)
                .build());

        var labels = Map.of("app", "web");
        var container = ContainerArgs.builder()
                .name("web")
                .image(image.digestRef()) // never the tag: it may move
                .build();
        new Deployment("web", DeploymentArgs.builder()
                .spec(DeploymentSpecArgs.builder()
                        .replicas(2)
                        .selector(LabelSelectorArgs.builder().matchLabels(labels).build())
                        .template(PodTemplateSpecArgs.builder()
                                .metadata(ObjectMetaArgs.builder().labels(labels).build())
                                .spec(PodSpecArgs.builder().containers(container).build())
                                .build())
                        .build())
                .build());
        return image;
    }
}
