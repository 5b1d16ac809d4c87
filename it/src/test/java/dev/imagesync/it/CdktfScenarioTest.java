package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableConfig;
import dev.imagesync.cdktf.ImageSync;
import dev.imagesync.cdktf.ImageSyncConfig;
import dev.imagesync.cdktf.ImagesyncProvider;
import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the constructs become is applied by OpenTofu, with the provider's package. */
class CdktfScenarioTest extends CdktfScenario {

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
        tofu = engine(stack);
        tofu.ok("init", "-no-color");
        tofu.apply();
        assertCopied(ONE);
        tofu.assertInStep();

        release(TWO);
        tofu.apply();
        assertCopied(TWO);
        tofu.assertInStep();
    }

    /** Applies a program with this image; the upstream has the first release. */
    private void applied(Program program) throws IOException {
        tofu = engine(synthesise(program));
        tofu.ok("init", "-no-color");
        tofu.apply();
        assertMirrored(ONE);
    }

    private ImageSync.Builder hello(TerraformStack scope) {
        return ImageSync.Builder.create(scope, "hello")
                .source(upstream.host() + "/library/hello:1")
                .destination(mirror.host() + "/mirror/hello:1");
    }

    private void failing(String words, String... command) throws IOException {
        Tofu.Ended ended = tofu.run(command);
        assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
        assertThat(ended.printed()).contains(words);
    }

    @Test
    void whatIsProtectedIsNeitherDestroyedNorReplaced() throws IOException {
        applied(scope -> hello(scope)
                .lifecycle(TerraformResourceLifecycle.builder()
                        .preventDestroy(true)
                        .build())
                .build());
        failing("imagesync.hello has prevent_destroy set", "destroy", "-auto-approve", "-no-color");
        release(TWO);
        failing("imagesync.hello has prevent_destroy set", "apply", "-auto-approve", "-no-color");
        assertMirrored(ONE);
    }

    @Test
    void anImageWhoseDigestIsIgnoredStaysWhenItsSourceMoves() throws IOException {
        applied(scope -> hello(scope)
                .lifecycle(TerraformResourceLifecycle.builder()
                        .preventDestroy(true)
                        .ignoreChanges(List.of("source_digest"))
                        .build())
                .build());
        release(TWO);
        assertThat(tofu.apply()).contains("0 added, 0 changed, 0 destroyed");
        assertMirrored(ONE);

        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        assertThat(tofu.apply()).as("it is still ours to repair").contains("0 added, 1 changed, 0 destroyed");
        assertMirrored(ONE);
    }

    /** A resource that another one can wait for, and that a variable changes. */
    private static TerraformResource repository(TerraformStack scope) {
        TerraformVariable settings = new TerraformVariable(
                scope,
                "settings",
                TerraformVariableConfig.builder().type("string").build());
        TerraformResource repository = TerraformResource.Builder.create(scope, "repository")
                .terraformResourceType("terraform_data")
                .build();
        repository.addOverride("input", settings.getStringValue());
        return repository;
    }

    /** The plan after what is waited for has got other settings. */
    private String planOfOtherSettings(Function<TerraformStack, ImageSync.Builder> image) throws IOException {
        tofu = engine(synthesise(scope -> image.apply(scope).build())).with("TF_VAR_settings", "one");
        tofu.ok("init", "-no-color");
        tofu.apply();
        tofu.assertInStep();
        return tofu.with("TF_VAR_settings", "two").ok("plan", "-no-color");
    }

    @Test
    void aDependencyThatChangesHidesTheDigestFromThePlan() throws IOException {
        assertThat(planOfOtherSettings(scope -> hello(scope).dependsOn(List.of(repository(scope)))))
                .contains(
                        "data.imagesync_image.hello_upstream",
                        "will be read during apply",
                        "imagesync.hello must be replaced",
                        "1 to add, 1 to change, 1 to destroy");
        mirror.exchanges().clear();
        tofu.apply();
        assertMirrored(ONE);
        assertThat(mirror.exchanges().of("DELETE", ".*"))
                .as("the tag was never missing")
                .isEmpty();
        tofu.assertInStep();
    }

    @Test
    void aDestinationThatNamesWhatItStandsInLeavesThePlanAsItIs() throws IOException {
        assertThat(planOfOtherSettings(scope -> hello(scope)
                        .destination(mirror.host() + "/mirror/hello:"
                                + repository(scope).getStringAttribute("id"))))
                .contains("0 to add, 1 to change, 0 to destroy")
                .doesNotContain("imagesync.hello must be replaced", "will be read during apply");
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
    private Path example() throws IOException {
        Path program = folder.resolve("program");
        Example.CDKTF_JAVA.copyTo(program);
        return synthesised(program, "mirror", Map.of("IMAGE", "hello", "TAGS", "1,2"));
    }
}
