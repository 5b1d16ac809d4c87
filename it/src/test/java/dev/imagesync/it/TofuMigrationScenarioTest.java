package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from other providers, as docs/guides/migration.md tells it: what they left, and what the next plans say. */
class TofuMigrationScenarioTest extends TofuScenario {

    private static final ImageGraph SINGLE = ImageGraphs.ofLayers("single", 2);

    /** One platform of an index, which is what the forerunner copied. */
    private static final ImageGraph PART =
            new ImageGraph(List.of(ONE.manifests().getFirst()), ONE.blobs(), true);

    @BeforeEach
    void theProgramHasNoOutputs() throws IOException {
        tofu.program(
                """
                resource "imagesync" "hello" {
                  source      = "%s/library/hello:1"
                  destination = "%s/mirror/hello:1"
                }
                """
                        .formatted(upstream.host(), mirror.host()));
    }

    /** The mirror and the state as the forerunner leaves them; then the one command of the guide. */
    private void migrate(ImageGraph image) throws IOException {
        image.pushTo(mirror.content(), REPOSITORY, "1");
        String attributes =
                """
                {"id":"%s","source":"%s/library/hello:1","destination":"%s/mirror/hello:1","source_digest":"%s"}
                """
                        .formatted(
                                ref(image),
                                upstream.host(),
                                mirror.host(),
                                image.root().digest());
        takeOver("shesl/imagesync", "imagesync", 1, attributes);
    }

    /** A state with one resource of another provider, which is then told to belong to this one. */
    private void takeOver(String provider, String type, int version, String attributes) throws IOException {
        instances(
                provider,
                type,
                "{\"schema_version\":%d,\"private\":\"eyJzY2hlbWFfdmVyc2lvbiI6IjEifQ==\",\"attributes\":%s}"
                        .formatted(version, attributes));
    }

    /** The command on the page, which names two providers, and says that others stand in their place. */
    private static String replaceProvider(String provider) {
        String start = "tofu state replace-provider registry.terraform.io/";
        List<String> commands = Fence.below("docs/guides/migration.md")
                .flatMap(fence -> fence.text().lines())
                .filter(line -> line.startsWith(start))
                .toList();
        assertThat(commands)
                .containsExactly(
                        start + "shesl/imagesync imagesync/imagesync",
                        start + "bsquare-corp/skopeo2 imagesync/imagesync");
        return commands.getLast()
                .replace("bsquare-corp/skopeo2", provider)
                .replace("tofu state replace-provider", "state replace-provider -auto-approve");
    }

    private void instances(String provider, String type, String instances) throws IOException {
        Files.writeString(
                folder.resolve("terraform.tfstate"),
                """
                {"version":4,"terraform_version":"1.5.0","serial":1,"lineage":"a","outputs":{},"resources":[
                  {"mode":"managed","type":"%s","name":"hello","provider":"provider[\\"registry.terraform.io/%s\\"]",
                   "instances":[%s]}]}
                """
                        .formatted(type, provider, instances));
        tofu.ok(replaceProvider(provider).split(" "));
        mirror.exchanges().clear();
    }

    /** The mirror and the state as skopeo2 leaves them, and the program that goes on from there. */
    private void moveFromSkopeo(ImageGraph image) throws IOException {
        image.pushTo(mirror.content(), REPOSITORY, "1");
        String attributes =
                """
                {"id":"docker://%2$s/mirror/hello:1","docker_digest":"%3$s","copy_all_images":true,"keep_image":false,
                 "source":[{"image":"docker://%1$s/library/hello:1","login_script":"true","timeout":60}],
                 "destination":[{"image":"docker://%2$s/mirror/hello:1","login_script":"true","timeout":60}]}
                """
                        .formatted(upstream.host(), mirror.host(), image.root().digest());
        tofu.program(moved("skopeo2_copy", ""));
        takeOver("bsquare-corp/skopeo2", "skopeo2_copy", 0, attributes);
    }

    private void moveFromCrane(String more) throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.program(moved("crane_image", more));
        takeOver("adam-tylr/crane", "crane_image", 0, crane("1"));
    }

    /** What crane records of an image that it copied whole. */
    private String crane(String tag) {
        return """
                {"id":"%2$s/mirror/hello:%4$s","reference":"%2$s/mirror/hello:%4$s","source":"%1$s/library/hello:%4$s",
                 "destination":"%2$s/mirror/hello:%4$s","digest":"%3$s","source_digest":"%3$s","platform":null}
                """
                .formatted(upstream.host(), mirror.host(), ONE.root().digest(), tag);
    }

    private String moved(String type, String more) {
        return """
                resource "imagesync" "hello" {
                  source      = "%s/library/hello:1"
                  destination = "%s/mirror/hello:1"
                  %s
                }
                moved {
                  from = %s.hello
                  to   = imagesync.hello
                }
                """
                .formatted(upstream.host(), mirror.host(), more, type);
    }

    @Test
    void anImageOfOnePlatformIsInStep() throws IOException {
        release(SINGLE);
        migrate(SINGLE);
        tofu.assertInStep();
        assertThat(tofu.apply()).contains("0 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
    }

    @Test
    void anImageOfManyPlatformsIsReplacedByAllOfIt() throws IOException {
        migrate(PART);
        assertThat(tofu.ok("plan", "-no-color"))
                .contains("must be replaced", "1 to add, 0 to change, 1 to destroy", "# forces replacement");
        assertThat(tofu.apply()).contains("1 added, 0 changed, 1 destroyed");
        assertMirrored(ONE);
        assertThat(mirror.exchanges().of("DELETE", ".*")).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void aPinToWhatIsThereKeepsIt() throws IOException {
        migrate(PART);
        tofu.program(
                """
                resource "imagesync" "hello" {
                  source        = "%s/library/hello:1"
                  source_digest = "%s"
                  destination   = "%s/mirror/hello:1"
                }
                """
                        .formatted(upstream.host(), PART.root().digest(), mirror.host()));
        tofu.assertInStep();
    }

    @Test
    void aCopyOfSkopeoIsMovedAndNothingIsCopied() throws IOException {
        moveFromSkopeo(ONE);
        assertThat(tofu.ok("plan", "-no-color"))
                .contains("skopeo2_copy.hello has moved to imagesync.hello", "0 to add, 0 to change, 0 to destroy");
        tofu.apply();
        assertThat(written()).isEmpty();
        tofu.assertInStep();
        assertThat(tofu.ok("state", "list")).isEqualToIgnoringNewLines("imagesync.hello");

        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
    }

    @Test
    void aPartThatSkopeoCopiedIsMovedAndReplacedByAllOfIt() throws IOException {
        moveFromSkopeo(PART);
        assertThat(tofu.apply()).contains("1 added, 0 changed, 1 destroyed");
        assertMirrored(ONE);
        assertThat(mirror.exchanges().of("DELETE", ".*")).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void anImageOfCraneIsKeptByADestroyUntilTheProgramSaysOtherwise() throws IOException {
        moveFromCrane("");
        assertThat(tofu.ok("plan", "-no-color"))
                .contains("moved from crane_image.hello", "0 to add, 1 to change, 0 to destroy")
                .containsPattern("delete_policy += \"retain\" -> \"tag\"");
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertMirrored(ONE);
    }

    @Test
    void anImageOfCraneThatIsToBeKeptIsInStep() throws IOException {
        moveFromCrane("delete_policy = \"retain\"");
        assertThat(tofu.apply()).contains("0 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void allOfAForEachAreMovedByOneBlock() throws IOException {
        for (String tag : List.of("1", "2")) {
            ONE.pushTo(upstream.content(), "library/hello", tag);
            ONE.pushTo(mirror.content(), REPOSITORY, tag);
        }
        tofu.program(moved("crane_image", "delete_policy = \"retain\"\n  for_each = toset([\"1\", \"2\"])")
                .replace("hello:1", "hello:${each.key}"));
        instances(
                "adam-tylr/crane",
                "crane_image",
                Stream.of("1", "2")
                        .map(tag -> "{\"index_key\":\"%s\",\"schema_version\":0,\"attributes\":%s}"
                                .formatted(tag, crane(tag)))
                        .collect(Collectors.joining(",")));
        assertThat(tofu.apply()).contains("0 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        assertThat(tofu.ok("state", "list").lines())
                .containsExactly("imagesync.hello[\"1\"]", "imagesync.hello[\"2\"]");
    }

    @Test
    void whatCannotBeMovedIsToldWithWhatCan() throws IOException {
        tofu.program(moved("docker_registry_image", ""));
        takeOver("kreuzwerker/docker", "docker_registry_image", 0, "{\"name\":\"registry.example.com/hello:1\"}");
        Tofu.Ended plan = tofu.run("plan", "-no-color");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.printed())
                .contains("docker_registry_image", "import the image", "skopeo2_copy (bsquare-corp/skopeo2)");
    }
}
