package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.automation.ConfigValue;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpResult;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.imagesync.ImageMirror;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.kubernetes.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A program of Pulumi in a cluster whose node reaches the private registry alone: a Deployment, a chart and a group of manifests, which
 * Pulumi's own provider of Kubernetes makes of them, and the one line.
 */
@Tag("kubernetes")
class MirroredProgramScenarioTest extends ClusterScenario {

    /** A component that the provider makes, of a type that its Java library does not have. */
    private static final class Remote extends ComponentResource {
        Remote(String type, String name, ResourceArgs args) {
            super(type, name, args, ComponentResourceOptions.builder().build(), true);
        }
    }

    private static final class ChartArgs extends ResourceArgs {
        @Import(name = "chart")
        private final Output<String> chart;

        @Import(name = "namespace")
        private final Output<String> namespace;

        @Import(name = "values")
        private final Output<Map<String, String>> values;

        ChartArgs(Path chart, String namespace, Map<String, String> values) {
            this.chart = Output.of(chart.toString());
            this.namespace = Output.of(namespace);
            this.values = Output.of(values);
        }
    }

    private static final class GroupArgs extends ResourceArgs {
        @Import(name = "yaml")
        private final Output<String> yaml;

        GroupArgs(String yaml) {
            this.yaml = Output.of(yaml);
        }
    }

    @Test
    void everyImageOfAProgramRunsFromTheMirrorAndNoneWithoutTheLine() throws Exception {
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host());
                Stack stack = stack(upstream, inside)) {
            STORY.begin("A program names three upstream images, and has no mirror");
            String web = push("program/web:1", "web");
            String worker = push("program/worker:1", "worker");
            String agent = push("program/agent:1", "agent");
            namespace("program");
            Consumer<Context> program = context -> program(upstream.host() + "/program/");
            UpResult _ = stack.program(program).up();
            backOff("program", 3);
            STORY.tell("its three pods are in ImagePullBackOff: a Deployment's, a chart's and a ConfigGroup's");

            STORY.begin("The same program with one line more");
            Consumer<Context> mirrored = context -> {
                ImageMirror.into(context, inside.host() + "/mirror");
                program.accept(context);
            };
            UpResult up = stack.program(mirrored).up();
            STORY.tell("pulumi up: " + up.summary().resourceChanges());
            rolledOut();
            assertThat(digestsOfPods("program")).containsExactlyInAnyOrder(web, worker, agent);
            assertThat(registry.log()).doesNotContain(NODE_AGENT);
            assertThat(upstream.guests()).doesNotContain(node().address());
            STORY.tell("all pods run, by the digests of the upstream, which has not heard of the node");
            assertThat(stack.up().summary().resourceChanges()).containsOnlyKeys(OperationType.SAME);
            STORY.tell("a second pulumi up changes nothing");

            STORY.begin("An upstream tag moves");
            String _ = kubectl.run("delete", "events", "--all", "-n", "program");
            String moved = push("program/worker:1", "worker, second");
            UpResult next = stack.up();
            STORY.tell("pulumi up: " + next.summary().resourceChanges());
            assertThat(Stack.count(next, OperationType.UPDATE))
                    .as("its one user is changed")
                    .isEqualTo(1);
            rolledOut();
            assertThat(digestsOfPods("program")).containsExactlyInAnyOrder(web, moved, agent);
            assertThat(failures("program")).isEmpty();
            STORY.tell("its pod rolled to the new digest, and no pull failed");

            STORY.begin("The program is destroyed");
            stack.destroy();
            kubectl.until(
                    "the end of the workloads",
                    PATIENCE,
                    left -> left.at("/items").isEmpty(),
                    "deployments,daemonsets",
                    "-n",
                    "program");
            RegistryProbe left = new RegistryProbe(mirror.host());
            for (String name : new String[] {"web", "worker", "agent"}) {
                assertThat(left.tags("mirror/" + upstream.host().replace(':', '_') + "/program/" + name))
                        .isEmpty();
            }
            STORY.tell("the workloads are gone, and the mirror's tags after them");
        }
    }

    private static void rolledOut() {
        rollOut("program", 3, "deployment/web", "deployment/worker", "daemonset/agent");
    }

    private static Stack stack(Passage... registries) throws IOException {
        Stack stack = new Stack();
        StringBuilder plain = new StringBuilder("{");
        for (Passage registry : registries) {
            plain.append(plain.length() == 1 ? "" : ",")
                    .append("\"%s\":{\"plainHttp\":true}".formatted(registry.host()));
        }
        Path settings = cluster.settings();
        Stack.call(() -> {
            stack.workspace().setConfig("kubernetes:kubeconfig", new ConfigValue(settings.toString()));
            stack.workspace().setConfig("imagesync:registries", new ConfigValue(plain + "}"));
            return stack;
        });
        return stack;
    }

    private static void program(String images) {
        Map<String, String> labels = Map.of("app", "web");
        new Deployment(
                "web",
                DeploymentArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name("web")
                                .namespace("program")
                                .annotations(Map.of("pulumi.com/skipAwait", "true"))
                                .build())
                        .spec(DeploymentSpecArgs.builder()
                                .selector(LabelSelectorArgs.builder()
                                        .matchLabels(labels)
                                        .build())
                                .template(PodTemplateSpecArgs.builder()
                                        .metadata(ObjectMetaArgs.builder()
                                                .labels(labels)
                                                .build())
                                        .spec(PodSpecArgs.builder()
                                                .dnsPolicy("Default")
                                                .containers(ContainerArgs.builder()
                                                        .name("web")
                                                        .image(images + "web:1")
                                                        .command("/program")
                                                        .build())
                                                .build())
                                        .build())
                                .build())
                        .build());
        new Remote(
                "kubernetes:helm.sh/v4:Chart",
                "worker",
                new ChartArgs(chart(), "program", Map.of("image", images + "worker:1")));
        new Remote(
                "kubernetes:yaml/v2:ConfigGroup",
                "agents",
                new GroupArgs(workload("DaemonSet", "agent", images + "agent:1")));
    }

    private static Path chart() {
        try {
            Path chart =
                    Files.createDirectories(folder.resolve("chart/templates")).getParent();
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: worker\nversion: 1.0.0\n");
            Files.writeString(
                    chart.resolve("templates/worker.yaml"), workload("Deployment", "worker", "{{ .Values.image }}"));
            return chart;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String workload(String kind, String name, String image) {
        return """
                apiVersion: apps/v1
                kind: %1$s
                metadata:
                  name: %2$s
                  namespace: program
                  annotations:
                    pulumi.com/skipAwait: "true"
                spec:
                  selector:
                    matchLabels: {app: %2$s}
                  template:
                    metadata:
                      labels: {app: %2$s}
                    spec:
                      dnsPolicy: Default
                      containers:
                        - name: %2$s
                          image: %3$s
                          command: [/program]
                """
                .formatted(kind, name, image);
    }
}
