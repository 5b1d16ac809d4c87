package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.ImageSync;
import dev.imagesync.cdktf.ImageSyncConfig;
import dev.imagesync.cdktf.ImagesyncProvider;
import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.Node;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the constructs become is applied by OpenTofu, with the provider's package. */
class CdktfScenarioTest extends TofuScenario {

    @BeforeAll
    static void nodeIsThere() {
        assumeTrue(Node.isThere(), Node.MISSING);
    }

    @Test
    void theExampleAppliesFollowsItsUpstreamAndOutlivesIt() throws Exception {
        TWO.pushTo(upstream.content(), "library/hello", "2");
        tofu = Tofu.withPackage(example());
        tofu.ok("init", "-no-color");
        assertThat(tofu.ok("plan", "-no-color"))
                .as("the first plan shows what will be pulled")
                .contains(ONE.root().digest())
                .contains(mirror.host() + "/mirror/hello@" + TWO.root().digest());
        tofu.apply();
        assertRun(ONE);
        assertThat(TWO.differencesIn(mirror.content(), REPOSITORY, "2")).isEmpty();
        tofu.assertInStep();

        mirror.exchanges().clear();
        release(TWO);
        assertThat(tofu.ok("plan", "-no-color"))
                .contains("source_digest", TWO.root().digest())
                .contains("1 to add, 1 to change, 1 to destroy");
        tofu.apply();
        assertRun(TWO);
        assertThat(mirror.exchanges().of("DELETE", ".*"))
                .as("the tag was never missing")
                .isEmpty();

        upstream.faults().on("*", ".*").always(new Fault.Reset());
        tofu.assertInStep();
        ONE.pushTo(mirror.content(), REPOSITORY, "1");
        tofu.apply();
        assertRun(TWO);

        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
    }

    @Test
    void aSourceThatTheSameProgramMakesIsCopiedAfterIt() throws IOException {
        Path stack = synthesise(scope -> {
            ImageSync first = new ImageSync(
                    scope,
                    "first",
                    ImageSyncConfig.builder()
                            .source(upstream.host() + "/library/hello:1")
                            .destination(mirror.host() + "/staging/hello:1")
                            .build());
            ImageSync byDigest = new ImageSync(
                    scope,
                    "by_digest",
                    ImageSyncConfig.builder()
                            .source(first.getDigestRef())
                            .destination(mirror.host() + "/mirror/hello:1")
                            .build());
            ImageSync byTag = new ImageSync(
                    scope,
                    "by_tag",
                    ImageSyncConfig.builder()
                            .source(mirror.host() + "/staging/hello:1")
                            .destination(mirror.host() + "/mirror/hello:tag")
                            .dependsOn(List.of(first.getImage()))
                            .build());
            output(scope, "by_digest", byDigest);
            output(scope, "by_tag", byTag);
        });
        tofu = Tofu.withPackage(stack);
        tofu.ok("init", "-no-color");
        tofu.apply();
        assertCopied(ONE);
        tofu.assertInStep();

        release(TWO);
        tofu.apply();
        assertCopied(TWO);
        tofu.assertInStep();
    }

    private void assertCopied(ImageGraph image) throws IOException {
        assertMirrored(image);
        assertThat(image.differencesIn(mirror.content(), REPOSITORY, "tag")).isEmpty();
        assertThat(List.of(tofu.output("by_digest_ref"), tofu.output("by_tag_ref")))
                .containsOnly(ref(image));
    }

    private void assertRun(ImageGraph image) throws IOException {
        assertMirrored(image);
        assertThat(tofu.output("digest_ref_hello_1")).isEqualTo(ref(image));
        assertThat(tofu.ok("state", "show", "-no-color", "terraform_data.run_hello_1"))
                .contains(ref(image));
    }

    private static void output(TerraformStack scope, String name, ImageSync image) {
        TerraformOutput.Builder.create(scope, name + "_ref")
                .value(image.getDigestRef())
                .build();
    }

    /** A program of a stack's constructs. */
    private interface Program {
        void addTo(TerraformStack stack);
    }

    private Path synthesise(Program program) {
        App app = new App(
                AppConfig.builder().outdir(folder.resolve("out").toString()).build());
        TerraformStack stack = new TerraformStack(app, "stack");
        new LocalBackend(
                stack, LocalBackendConfig.builder().path("terraform.tfstate").build());
        new ImagesyncProvider(stack, "imagesync");
        program.addTo(stack);
        app.synth();
        return folder.resolve("out/stacks/stack");
    }

    /** Synthesises the example as its README says; gives the stack's folder. */
    private Path example() throws IOException, InterruptedException {
        Path program = folder.resolve("program");
        Example.CDKTF_JAVA.copyTo(program);
        ProcessBuilder builder = new ProcessBuilder("mvn", "-B", "-ntp", "-q", "compile", "exec:java")
                .directory(program.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "UPSTREAM",
                        upstream.host() + "/library",
                        "MIRROR",
                        mirror.host() + "/mirror",
                        "IMAGE",
                        "hello",
                        "TAGS",
                        "1,2"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return program.resolve("cdktf.out/stacks/mirror");
    }
}
