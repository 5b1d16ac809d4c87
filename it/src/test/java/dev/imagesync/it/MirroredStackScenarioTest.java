package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.ImageMirror;
import dev.imagesync.cdktf.ImagesyncProvider;
import dev.imagesync.cdktf.ImagesyncProviderConfig;
import dev.imagesync.cdktf.ImagesyncRegistry;
import dev.imagesync.testkit.Node;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.kubernetes.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

/**
 * A stack of CDK for Terraform with {@code kubernetes_deployment}, which HashiCorp's own provider of Kubernetes takes to a cluster whose
 * node reaches the private registry alone.
 */
@Tag("kubernetes")
class MirroredStackScenarioTest extends ClusterScenario {

    private static final String VERSION = "1.13.4";

    /** As bindings of the provider make it. */
    private static final class Deployment extends TerraformResource {

        private final Map<String, Object> attributes;

        Deployment(Construct scope, String name, String image) {
            super(
                    scope,
                    name,
                    TerraformResourceConfig.builder()
                            .terraformResourceType("kubernetes_deployment")
                            .build());
            Map<String, Object> labels = Map.of("app", name);
            this.attributes = Map.of(
                    "metadata",
                    Map.of("name", name, "namespace", "stack"),
                    "spec",
                    Map.of(
                            "selector",
                            Map.of("match_labels", labels),
                            "template",
                            Map.of(
                                    "metadata",
                                    Map.of("labels", labels),
                                    "spec",
                                    Map.of(
                                            "dns_policy",
                                            "Default",
                                            "container",
                                            List.of(Map.of(
                                                    "name", name, "image", image, "command", List.of("/program")))))));
        }

        @Override
        protected Map<String, Object> synthesizeAttributes() {
            return attributes;
        }
    }

    @Test
    void everyImageOfAStackRunsFromTheMirror() throws Exception {
        assumeTrue(Node.isThere(), Node.MISSING);
        try (Passage upstream = node().outOfReach(registry.host());
                Passage inside = node().letThrough(mirror.host())) {
            STORY.begin("A stack of CDK for Terraform with two Deployments and the one line");
            String web = push("stack/web:1", "web of a stack");
            String worker = push("stack/worker:1", "worker of a stack");
            namespace("stack");
            Tofu tofu = Tofu.withPackage(synthesised(upstream.host(), inside.host()))
                    .with("KUBECONFIG", cluster.settings().toString());
            installKubernetes(tofu.folder());
            tofu.ok("init", "-no-color");
            assertThat(tofu.apply()).contains("4 added, 0 changed, 0 destroyed");
            rolledOut();
            assertThat(digestsOfPods("stack")).containsExactlyInAnyOrder(web, worker);
            assertThat(failures("stack")).isEmpty();
            assertThat(upstream.guests()).doesNotContain(node().address());
            tofu.assertInStep();
            STORY.tell("both run from the mirror, and a second plan is empty");

            String moved = push("stack/web:1", "web of a stack, second");
            assertThat(tofu.apply()).contains("1 added, 1 changed, 1 destroyed");
            rolledOut();
            assertThat(digestsOfPods("stack")).containsExactlyInAnyOrder(moved, worker);
            assertThat(failures("stack")).isEmpty();
            STORY.tell("the upstream moved: its one user rolled, and no pull failed");

            tofu.ok("destroy", "-auto-approve", "-no-color");
            String repository = "mirror/" + upstream.host().replace(':', '_') + "/stack/web";
            assertThat(new RegistryProbe(mirror.host()).tags(repository)).isEmpty();
            STORY.tell("destroyed: the mirror's tags are gone");
        }
    }

    private static void rolledOut() {
        rollOut("stack", 2, "deployment/web", "deployment/worker");
    }

    /** Where OpenTofu looks for providers, beside ours. */
    private static void installKubernetes(Path module) throws IOException {
        Path packages = Files.createDirectories(
                module.resolve("packages/registry.opentofu.org/hashicorp/kubernetes/" + VERSION + "/linux_amd64"));
        Files.createSymbolicLink(
                packages.resolve("terraform-provider-kubernetes_v" + VERSION),
                PinnedTools.bin("terraform-provider-kubernetes"));
    }

    private static Path synthesised(String upstream, String mirror) {
        App app = new App(
                AppConfig.builder().outdir(folder.resolve("out").toString()).build());
        TerraformStack stack = new TerraformStack(app, "stack");
        new LocalBackend(
                stack, LocalBackendConfig.builder().path("terraform.tfstate").build());
        ImagesyncRegistry plain = ImagesyncRegistry.builder().plainHttp(true).build();
        new ImagesyncProvider(
                stack,
                "imagesync",
                ImagesyncProviderConfig.builder()
                        .registries(Map.of(upstream, plain, mirror, plain))
                        .build());
        new Deployment(stack, "web", upstream + "/stack/web:1");
        new Deployment(stack, "worker", upstream + "/stack/worker:1");
        Aspects.of(stack).add(new ImageMirror(mirror + "/mirror"));
        app.synth();
        return folder.resolve("out/stacks/stack");
    }
}
