package dev.imagesync.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.SampleImages;
import dev.imagesync.testkit.kubernetes.Cluster;
import dev.imagesync.testkit.kubernetes.Kubectl;
import dev.imagesync.testkit.kubernetes.RestrictedNode;
import dev.imagesync.testkit.kubernetes.Story;
import dev.imagesync.testkit.kubernetes.WaitingProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A cluster whose node reaches the private registry and the API server alone, as where production has no way to the internet. This machine has one at a time. */
@ResourceLock("a cluster")
abstract class ClusterScenario {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a node's requests say of themselves in the log of a registry. */
    static final String NODE_AGENT = "containerd/";

    static final Story STORY = new Story(System.out);

    @TempDir
    static Path folder;

    static RegistryProcess registry;
    static RegistryProcess mirror;
    static Cluster cluster;
    static Kubectl kubectl;

    @BeforeAll
    static void bringUp() throws IOException {
        STORY.begin("A cluster comes up");
        needsNone(Cluster.lack());
        registry = RegistryProcess.start();
        mirror = RegistryProcess.start();
        STORY.tell("two registries answer: the upstream and the private one");
        cluster = Cluster.start(folder, STORY);
        kubectl = cluster.kubectl();
    }

    @AfterAll
    static void takeDown() {
        STORY.begin("The cluster ends");
        for (AutoCloseable one : new AutoCloseable[] {cluster, registry, mirror}) {
            close(one);
        }
        STORY.tell("every process of it has ended");
    }

    static void close(AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static RestrictedNode node() {
        needsNone(cluster.lackOfNode());
        return cluster.node();
    }

    /** What is left out is told, and never counted as passed. */
    static void needsNone(Optional<String> lack) {
        lack.ifPresent(what -> STORY.tell("left out: " + what));
        assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
    }

    /** Pushes an image with a program that waits; another content makes another image. */
    static String push(String repository, String content) throws Exception {
        return push(repository, content, Duration.ofDays(1));
    }

    static String push(String repository, String content, Duration time) throws Exception {
        Path program = WaitingProgram.in(folder.resolve("program"), content, time);
        return SampleImages.push(
                registry.host() + "/" + repository,
                Map.of(),
                FileEntriesLayer.builder()
                        .setName("program")
                        .addEntry(program, AbsoluteUnixPath.get("/program"), FilePermissions.fromOctalString("755"))
                        .build());
    }

    static void namespace(String name) {
        String _ = kubectl.run("create", "namespace", name);
        String _ = kubectl.run("wait", "--for=create", "serviceaccount/default", "-n", name, "--timeout=60s");
    }

    /** Waits until workloads are as they are wanted, and the pods of a namespace are as many: those before them are gone. */
    static void rollOut(String namespace, int pods, String... workloads) {
        for (String workload : workloads) {
            String _ = kubectl.run("rollout", "status", workload, "-n", namespace, "--timeout=2m");
        }
        kubectl.until(
                "the end of the old pods", PATIENCE, left -> left.at("/items").size() == pods, "pods", "-n", namespace);
    }

    /** Waits until so many pods have been refused their image, and wait before they ask again. */
    static void backOff(String namespace, int pods) {
        kubectl.until(
                "pods that cannot have their images",
                PATIENCE,
                found -> backingOff(found) == pods,
                "pods",
                "-n",
                namespace);
    }

    private static long backingOff(JsonNode pods) {
        return pods.findValues("waiting").stream()
                .filter(waiting -> waiting.path("reason").asText().equals("ImagePullBackOff"))
                .count();
    }

    /** The digests that the running pods say they have. */
    static Set<String> digestsOfPods(String namespace) {
        Set<String> digests = new TreeSet<>();
        for (String id : kubectl.get("pods", "-n", namespace).findValuesAsText("imageID")) {
            digests.add(id.substring(id.indexOf('@') + 1));
        }
        return digests;
    }

    /** What the node told of what failed there. */
    static String failures(String namespace) {
        return kubectl.run(
                "get",
                "events",
                "-n",
                namespace,
                "--field-selector=type=Warning,involvedObject.kind=Pod",
                "-o",
                "jsonpath={.items[*].message}");
    }
}
