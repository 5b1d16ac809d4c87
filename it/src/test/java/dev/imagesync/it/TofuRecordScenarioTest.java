package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the state keeps of an image: what it was replaced by, and under which name. */
class TofuRecordScenarioTest extends TofuScenario {

    @Test
    void anotherSourceWithAnotherImageLeavesTheOldManifestToTheNextReplacement() throws IOException {
        ImageGraph three = ImageGraphs.ofContent("three");
        fromAnotherSource();
        three.pushTo(upstream.content(), "library/other", "1");
        tofu.apply();
        assertDeployed(three);
        assertThat(isThere(ONE)).as("what was replaced two steps ago").isFalse();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(isThere(TWO) || isThere(three)).isFalse();
    }

    @Test
    void anotherSourceWithAnotherImageLeavesTheOldManifestToTheDestroy() throws IOException {
        fromAnotherSource();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(isThere(ONE)).isFalse();
        assertThat(isThere(TWO)).isFalse();
    }

    /** Under the policy {@code image}, the image comes from another source with other content. */
    private void fromAnotherSource() throws IOException {
        tofu.program(hello("delete_policy = \"image\"")).apply();
        TWO.pushTo(upstream.content(), "library/other", "1");
        tofu.program(hello("delete_policy = \"image\"").replace("library/hello:1", "library/other:1"))
                .apply();
        assertDeployed(TWO);
        tofu.assertInStep();
    }

    private boolean isThere(ImageGraph image) {
        return mirror.content().manifest(REPOSITORY, image.root().digest()).isPresent();
    }

    @Test
    void anImportByAnotherSpellingOfTheHostIsRecordedByItsName() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        String destination = "LOCALHOST:" + mirror.port() + "/mirror/hello:1";
        importAs(destination);
        assertIdentity("1");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).contains("1 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        tofu.assertInStep();
    }

    @Test
    void anImportWithoutATagIsRecordedByItsNameAndCopiesNothing() throws IOException {
        ONE.pushTo(mirror.content(), REPOSITORY, "latest");
        importAs("localhost:" + mirror.port() + "/mirror/hello");
        assertIdentity("latest");
        mirror.exchanges().clear();
        assertThat(tofu.apply()).contains("1 added, 0 changed, 0 destroyed");
        assertThat(written()).isEmpty();
        tofu.assertInStep();
        assertIdentity("latest");
    }

    private void importAs(String destination) throws IOException {
        tofu.program(hello("").replace(mirror.host() + "/mirror/hello:1", destination));
        tofu.ok("import", "-no-color", "imagesync.hello", upstream.host() + "/library/hello:1," + destination);
    }

    private void assertIdentity(String tag) {
        assertThat(folder.resolve("terraform.tfstate"))
                .content()
                .containsPattern("\"identity\": *\\{\\s*\"destination\": *\"localhost:" + mirror.port()
                        + "/mirror/hello:" + tag + "\"");
    }
}
