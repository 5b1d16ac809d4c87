package app;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.batch.v1.CronJob;
import com.pulumi.kubernetes.batch.v1.CronJobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.CronJobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.imagesync.ImageMirror;
import java.util.Map;

/** Runs two images of other people's registries, from a registry of ours. */
public final class App {

    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    static void stack(Context ctx) {
        var config = ctx.config();
        // The one line: whatever comes after it runs the mirror's images.
        ImageMirror.into(ctx, config.require("mirror"));

        var upstream = config.get("upstream").orElse("docker.io/library");
        var labels = Map.of("app", "web");
        var web = new Deployment("web", DeploymentArgs.builder()
                .spec(DeploymentSpecArgs.builder()
                        .selector(LabelSelectorArgs.builder().matchLabels(labels).build())
                        .template(PodTemplateSpecArgs.builder()
                                .metadata(ObjectMetaArgs.builder().labels(labels).build())
                                .spec(PodSpecArgs.builder()
                                        .initContainers(container("wait", upstream + "/busybox:1.36"))
                                        .containers(container("web", upstream + "/alpine:3.22"))
                                        .build())
                                .build())
                        .build())
                .build());

        new CronJob("nightly", CronJobArgs.builder()
                .spec(CronJobSpecArgs.builder()
                        .schedule("@daily")
                        .jobTemplate(JobTemplateSpecArgs.builder()
                                .spec(JobSpecArgs.builder()
                                        .template(PodTemplateSpecArgs.builder()
                                                .spec(PodSpecArgs.builder()
                                                        .restartPolicy("Never")
                                                        .containers(container("clean", upstream + "/busybox:1.36"))
                                                        .build())
                                                .build())
                                        .build())
                                .build())
                        .build())
                .build());

        ctx.export("runs", web.spec().applyValue(spec ->
                spec.template().spec().orElseThrow().containers().get(0).image().orElseThrow()));
    }

    private static ContainerArgs container(String name, String image) {
        return ContainerArgs.builder().name(name).image(image).build();
    }
}
