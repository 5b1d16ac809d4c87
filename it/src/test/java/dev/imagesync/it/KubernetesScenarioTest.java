package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.kubernetes.Passage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What {@code imagesync copy} printed is what Deployments name in a cluster whose node reaches the private registry alone.
 */
@Tag("kubernetes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesScenarioTest extends ClusterScenario {

    @Test
    @Order(1)
    void theApiServerTakesADeploymentByDigest() {
        STORY.begin("The control plane takes a Deployment that names a digest");
        namespace("taken");
        String reference = "registry.example.com/app@sha256:" + "0".repeat(64);
        deploy("taken", 0, reference);
        assertThat(kubectl.get("deployment", "app", "-n", "taken")
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo(reference);
        STORY.tell("it is kept as it was written");
    }

    @Test
    @Order(2)
    void anUpstreamImageIsNeverPulledByTheNode() throws Exception {
        STORY.begin("A Deployment names the upstream image");
        try (Passage upstream = node().outOfReach(registry.host())) {
            String source = upstream.host() + "/direct/app:1";
            String _ = push("direct/app:1", "first");
            namespace("direct");
            deploy("direct", 1, source);
            STORY.tell("applied: " + source);

            backOff("direct", 1);
            STORY.tell("the pod is in ImagePullBackOff");

            assertThat(failures("direct")).contains("network is unreachable");
            assertThat(upstream.guests()).isEmpty();
            assertThat(registry.log()).doesNotContain(NODE_AGENT);
            STORY.tell("and the upstream has had 0 requests");
        }
    }

    @Test
    @Order(3)
    void theMirroredImageRunsUnderTheDigestThatWasPrinted() throws Exception {
        STORY.begin("imagesync mirrors the image, and a Deployment names what it printed");
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host())) {
            String digest = push("mirrored/app:1", "first");
            String reference = copy(upstream, inside, "mirrored/app:1");
            assertThat(reference).isEqualTo(inside.host() + "/mirrored/app@" + digest);
            STORY.tell("imagesync printed " + reference);

            namespace("mirrored");
            deploy("mirrored", 1, reference);
            rollOut("mirrored", 1, "deployment/app");
            STORY.tell("the pod runs");

            assertThat(digestsOfPods("mirrored")).containsExactly(digest);
            assertThat(mirror.log()).contains(NODE_AGENT);
            assertThat(registry.log()).doesNotContain(NODE_AGENT);
            assertThat(upstream.guests()).isNotEmpty().doesNotContain(node().address());
            STORY.tell("with the same digest, and the upstream has not heard of the node");
        }
    }

    @Test
    @Order(4)
    void aMovedUpstreamRollsOutWithoutAFailedPull() throws Exception {
        STORY.begin("The upstream tag moves, and the Deployment follows");
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host())) {
            String first = push("moved/app:1", "first");
            namespace("moved");
            deploy("moved", 2, copy(upstream, inside, "moved/app:1"));
            rollOut("moved", 2, "deployment/app");
            assertThat(digestsOfPods("moved")).containsExactly(first);
            STORY.tell("two pods run the first image");

            String second = push("moved/app:1", "second");
            assertThat(second).isNotEqualTo(first);
            String reference = copy(upstream, inside, "moved/app:1");
            STORY.tell("imagesync printed " + reference);
            String _ = kubectl.run("set", "image", "deployment/app", "app=" + reference, "-n", "moved");
            rollOut("moved", 2, "deployment/app");
            STORY.tell("the pods rolled");

            assertThat(digestsOfPods("moved")).containsExactly(second);
            assertThat(failures("moved")).isEmpty();
            STORY.tell("both run the second, and no pull failed in between");
        }
    }

    @Test
    @Order(5)
    void aJobRunsFourTimesTwoAtATimeOnTheMirroredImage() throws Exception {
        STORY.begin("A Job of four completions, two at a time, names what imagesync printed");
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host())) {
            String digest = push("batch/app:1", "batch", Duration.ofSeconds(1));
            String reference = copy(upstream, inside, "batch/app:1");
            namespace("batch");
            kubectl.apply(
                    """
                    apiVersion: batch/v1
                    kind: Job
                    metadata:
                      name: app
                      namespace: batch
                    spec:
                      completionMode: Indexed
                      completions: 4
                      parallelism: 2
                      template:
                        spec:
                          dnsPolicy: Default
                          restartPolicy: Never
                          containers:
                            - name: app
                              image: %s
                              command: [/program]
                    """
                            .formatted(reference));
            String _ = kubectl.run("wait", "--for=condition=Complete", "job/app", "-n", "batch", "--timeout=2m");
            STORY.tell("it is complete");

            assertThat(kubectl.get("job", "app", "-n", "batch")
                            .at("/status/completedIndexes")
                            .asText())
                    .isEqualTo("0-3");
            assertThat(mostAtATime("batch")).isLessThanOrEqualTo(2);
            assertThat(digestsOfPods("batch")).containsExactly(digest);
            assertThat(failures("batch")).isEmpty();
            assertThat(upstream.guests()).doesNotContain(node().address());
            STORY.tell("four pods ran, never more than two at a time, with the same digest, and no pull failed");
        }
    }

    @Test
    @Order(6)
    void aManifestThatOpenTofuRenderedRunsFromTheMirror() throws Exception {
        STORY.begin("OpenTofu mirrors the images of a manifest, and renders it for kubectl");
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host())) {
            String digest = push("rendered/app:1", "rendered");
            namespace("rendered");
            Path module = Files.createDirectories(folder.resolve("module"));
            Files.writeString(
                    module.resolve("app.yaml"), deployment("rendered", 1, upstream.host() + "/rendered/app:1"));
            Tofu tofu = Tofu.withPackage(module)
                    .program(
                            """
                            provider "imagesync" {
                              registries = {
                                "%1$s" = { plain_http = true }
                                "%2$s" = { plain_http = true }
                              }
                            }
                            locals {
                              manifest = file("app.yaml")
                            }
                            resource "imagesync" "all" {
                              for_each    = toset(provider::imagesync::images(local.manifest))
                              source      = each.value
                              destination = provider::imagesync::destination(each.value, "%2$s/mirror")
                            }
                            output "manifest" {
                              value = provider::imagesync::render(local.manifest, { for image, copy in imagesync.all : image => copy.digest_ref })
                            }
                            """
                                    .formatted(upstream.host(), inside.host()));
            tofu.ok("init", "-no-color");
            tofu.apply();
            String rendered = tofu.output("manifest");
            assertThat(rendered)
                    .contains("image: " + inside.host() + "/mirror/")
                    .contains("@" + digest);
            STORY.tell("applied: one image, and a manifest that names its digest");

            kubectl.apply(rendered);
            rollOut("rendered", 1, "deployment/app");
            assertThat(digestsOfPods("rendered")).containsExactly(digest);
            assertThat(failures("rendered")).isEmpty();
            assertThat(upstream.guests()).doesNotContain(node().address());
            STORY.tell("the pod runs, and the upstream has not heard of the node");
        }
    }

    /** How many containers of a Job ran at a time at most. */
    private static long mostAtATime(String namespace) {
        List<JsonNode> runs = kubectl.get("pods", "-n", namespace).at("/items").findValues("terminated");
        return runs.stream()
                .mapToLong(one -> runs.stream()
                        .filter(other -> !time(other, "startedAt").isAfter(time(one, "startedAt")))
                        .filter(other -> time(other, "finishedAt").isAfter(time(one, "startedAt")))
                        .count())
                .max()
                .orElse(0);
    }

    private static Instant time(JsonNode run, String when) {
        return Instant.parse(run.path(when).asText());
    }

    /** Runs the packaged command line; gives the reference that it printed. */
    private static String copy(Passage from, Passage to, String image) {
        String printed = new Commands(folder, Map.of())
                .run(
                        PackagedProgram.bin().resolve("imagesync").toString(),
                        "copy",
                        "--plain-http=" + from.host(),
                        "--plain-http=" + to.host(),
                        from.host() + "/" + image,
                        to.host() + "/" + image)
                .stdout();
        return printed.strip();
    }

    private static void deploy(String namespace, int replicas, String image) {
        kubectl.apply(deployment(namespace, replicas, image));
    }

    private static String deployment(String namespace, int replicas, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: app
                  namespace: %s
                spec:
                  replicas: %d
                  selector:
                    matchLabels: {app: app}
                  strategy:
                    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
                  template:
                    metadata:
                      labels: {app: app}
                    spec:
                      dnsPolicy: Default
                      containers:
                        - name: app
                          image: %s
                          command: [/program]
                """
                .formatted(namespace, replicas, image);
    }
}
