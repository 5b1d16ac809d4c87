package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from the forerunner's provider, as docs/guides/migration.md tells it: what it left, and what the next plans say. */
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
        Files.writeString(
                folder.resolve("terraform.tfstate"),
                """
                {"version":4,"terraform_version":"1.5.0","serial":1,"lineage":"a","outputs":{},"resources":[
                  {"mode":"managed","type":"imagesync","name":"hello",
                   "provider":"provider[\\"registry.terraform.io/shesl/imagesync\\"]",
                   "instances":[{"schema_version":1,"private":"eyJzY2hlbWFfdmVyc2lvbiI6IjEifQ==","attributes":{
                     "id":"%s","source":"%s/library/hello:1","destination":"%s/mirror/hello:1","source_digest":"%s"}}]}]}
                """
                        .formatted(
                                ref(image),
                                upstream.host(),
                                mirror.host(),
                                image.root().digest()));
        tofu.ok(
                "state",
                "replace-provider",
                "-auto-approve",
                "registry.terraform.io/shesl/imagesync",
                "imagesync/imagesync");
        mirror.exchanges().clear();
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
}
