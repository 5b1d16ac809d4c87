package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.testkit.kubernetes.Passage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Job of {@code examples/kubernetes-job} in a cluster, over our own container image: 200 images in four parts, two at a time. */
@Tag("kubernetes")
class ShardedJobScenarioTest extends ClusterScenario {

    private static final int REPOSITORIES = 50;
    private static final int TAGS = 4;

    @Test
    void aJobWhosePodIsKilledCopiesEveryImageOnce() throws Exception {
        try (FakeRegistry source = FakeRegistry.start();
                FakeRegistry target = FakeRegistry.start();
                Passage from = node().letThrough(source.host());
                Passage to = node().letThrough(target.host());
                Passage inside = node().letThrough(mirror.host())) {
            STORY.begin("An Indexed Job copies a list of 200 images in four parts, two at a time");
            Map<String, ImageGraph> images = new HashMap<>();
            List<String> list = new ArrayList<>();
            for (int i = 0; i < REPOSITORIES * TAGS; i++) {
                String repository = "team/app" + i / TAGS;
                String tag = "v" + i % TAGS;
                ImageGraph image = ImageGraphs.ofContent("image " + i);
                image.pushTo(source.content(), repository, tag);
                images.put(repository + ":" + tag, image);
                list.add(
                        "%s/%s:%s %s/mirror/%s:%s".formatted(from.host(), repository, tag, to.host(), repository, tag));
            }
            ProgramImage.push(
                    mirror.host() + "/imagesync:1",
                    mirror.host() + "/base@" + ProgramImage.pushBase(mirror.host() + "/base:25"),
                    folder);
            namespace("sharded");
            // One image comes to no end, so the pod that has it is killed in the middle of its part.
            source.faults().on("GET", ".*/team/app7/blobs/.*").always(new Fault.Stalled());
            kubectl.apply(job(list, inside.host() + "/imagesync:1", from.host(), to.host()));
            JsonNode job = kubectl.until(
                    "the end of all parts but the one that hangs",
                    PATIENCE,
                    each -> each.at("/status/succeeded").asInt() == 3,
                    "job",
                    "imagesync",
                    "-n",
                    "sharded");
            STORY.tell("three parts are done: "
                    + job.at("/status/completedIndexes").asText());
            await("the blob was asked for").until(() -> !source.exchanges()
                    .of("GET", ".*/team/app7/blobs/.*")
                    .isEmpty());

            String hanging = kubectl.run(
                    "get",
                    "pods",
                    "-n",
                    "sharded",
                    "--field-selector=status.phase=Running",
                    "-o",
                    "jsonpath={.items[*].metadata.name}");
            assertThat(hanging).startsWith("imagesync-").doesNotContain(" ");
            String _ = kubectl.run("delete", "pod", hanging, "-n", "sharded", "--grace-period=0", "--force");
            source.faults().clear();
            STORY.tell("the pod of the last one is killed: " + hanging);
            String _ =
                    kubectl.run("wait", "--for=condition=Complete", "job/imagesync", "-n", "sharded", "--timeout=2m");

            assertThat(kubectl.get("job", "imagesync", "-n", "sharded")
                            .at("/status/completedIndexes")
                            .asText())
                    .isEqualTo("0-3");
            images.forEach((name, image) -> assertThat(
                            image.differencesIn(target.content(), "mirror/" + name.split(":")[0], name.split(":")[1]))
                    .as(name)
                    .isEmpty());
            STORY.tell("another takes its part, and all 200 images are whole");
            Map<String, Long> written = target.exchanges().of("PUT", ".*/manifests/v\\d").stream()
                    .collect(Collectors.groupingBy(Exchange::path, Collectors.counting()));
            assertThat(written).hasSize(REPOSITORIES * TAGS);
            assertThat(written.values()).as("no tag is written twice").containsOnly(1L);
            STORY.tell("each tag was written once");
        }
    }

    /** The Job of the example, with this list, in four parts, in the node's own network. */
    private static String job(List<String> list, String image, String from, String to) throws Exception {
        String example = Files.readString(PinnedTools.root().resolve("examples/kubernetes-job/job.yaml"));
        String job = example.replaceAll(
                        "(?m)^    docker\\.io/library/busybox.*\\n^    docker.*$", "    " + String.join("\n    ", list))
                .replaceAll("image: registry\\S+", "image: " + image)
                .replaceAll("(?m)^(  completions:) 8$", "$1 4")
                .replaceAll("(?m)^(  parallelism:) 4$", "$1 2")
                .replace(
                        "\"$(JOB_COMPLETION_INDEX)/8\"]",
                        "\"$(JOB_COMPLETION_INDEX)/4\", \"--plain-http=" + from + "\", \"--plain-http=" + to + "\"]")
                .replaceAll("(?m)^(  name: imagesync)$", "$1\n  namespace: sharded")
                .replace("      restartPolicy: Never", "      hostNetwork: true\n      restartPolicy: Never");
        assertThat(job)
                .contains("completions: 4", "parallelism: 2", "INDEX)/4", "namespace: sharded")
                .doesNotContain("docker.io");
        return job;
    }
}
