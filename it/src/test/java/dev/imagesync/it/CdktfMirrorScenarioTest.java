package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The example with an image mirror for CDK for Terraform is applied by OpenTofu, and followed through its life. Its Kubernetes objects
 * go into {@code terraform_data}, which keeps what it is given as the provider of Kubernetes would.
 */
class CdktfMirrorScenarioTest extends CdktfScenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ImageGraph MOVED = ImageGraphs.ofContent("moved");

    @Test
    void everyImageIsMirroredFollowsItsUpstreamAndGoesWithItsLastUser() throws Exception {
        ONE.pushTo(upstream.content(), "library/busybox", "1.36");
        TWO.pushTo(upstream.content(), "library/alpine", "3.22");
        Path program = folder.resolve("program");
        Example.CDKTF_MIRROR_EVERYTHING.copyTo(program);
        tofu = engine(synthesised(program));
        tofu.ok("init", "-no-color");
        assertThat(tofu.apply()).contains("4 added, 0 changed, 0 destroyed");
        assertThat(ONE.differencesIn(mirror.content(), repository("busybox"), "1.36"))
                .isEmpty();
        assertThat(TWO.differencesIn(mirror.content(), repository("alpine"), "3.22"))
                .isEmpty();
        assertThat(object("web")).contains(pull("busybox", ONE), pull("alpine", TWO));
        assertThat(object("nightly")).contains(pull("busybox", ONE)).doesNotContain(upstream.host() + "/");
        tofu.assertInStep();

        MOVED.pushTo(upstream.content(), "library/alpine", "3.22");
        assertThat(tofu.apply())
                .as("the image is replaced, and its one user changed")
                .contains("1 added, 1 changed, 1 destroyed");
        assertThat(object("web")).contains(pull("busybox", ONE), pull("alpine", MOVED));
        tofu.assertInStep();

        Path source = program.resolve("src/main/java/app/App.java");
        Files.writeString(source, Files.readString(source).replace("/alpine:3.22", "/busybox:1.36"));
        Path _ = synthesised(program);
        assertThat(tofu.apply()).contains("0 added, 1 changed, 1 destroyed");
        assertThat(mirror.content().tags(repository("alpine"))).isEmpty();
        assertThat(ONE.differencesIn(mirror.content(), repository("busybox"), "1.36"))
                .isEmpty();

        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().tags(repository("busybox"))).isEmpty();
    }

    private String repository(String name) {
        return "mirror/" + upstream.host().replace(':', '_') + "/library/" + name;
    }

    private String pull(String name, ImageGraph image) {
        return mirror.host() + "/" + repository(name) + "@" + image.root().digest();
    }

    /** What Kubernetes would be given. */
    private String object(String name) throws IOException {
        return tofu.ok("state", "show", "-no-color", "terraform_data." + name);
    }

    /** Synthesises the program as its README says; gives the stack's folder. */
    private Path synthesised(Path program) throws IOException {
        Path stack = synthesised(program, "cluster", Map.of());
        Path file = stack.resolve("cdk.tf.json");
        ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
        ObjectNode resources = (ObjectNode) root.get("resource");
        ObjectNode consumers = resources.putObject("terraform_data");
        resources.remove("kubernetes_manifest").properties().forEach(resource -> consumers
                .putObject(resource.getKey())
                .set("input", resource.getValue().get("manifest")));
        JSON.writeValue(file.toFile(), root);
        return stack;
    }
}
