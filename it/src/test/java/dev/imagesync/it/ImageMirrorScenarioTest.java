package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewResult;
import com.pulumi.automation.UpResult;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.batch.v1.CronJob;
import com.pulumi.kubernetes.batch.v1.CronJobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.CronJobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.imagesync.ImageMirror;
import dev.imagesync.ImageMirrorArgs;
import dev.imagesync.ImageSync;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program with an image mirror, through the real engine; what Kubernetes would be given is what is in the state. */
class ImageMirrorScenarioTest extends Scenario {

    private final AttachedProvider kubernetes = AttachedProvider.kubernetes();

    @AfterAll
    void giveKubernetesBack() {
        kubernetes.close();
    }

    @Override
    Stack newStack() {
        return new Stack(kubernetes.environment());
    }

    private String source(String tag) {
        return upstream.ref(repository + ":" + tag);
    }

    /** Where the mirror keeps this scenario's images: a colon can stand in no repository. */
    private String mirrored() {
        return "all/" + upstreamServer.host().replace(':', '_') + "/" + repository;
    }

    private String digestRef(String content) {
        return mirror.ref(
                mirrored() + "@" + ImageGraphs.ofContent(content).root().digest());
    }

    private ImageMirrorArgs.Builder args() {
        return ImageMirrorArgs.builder().registry(mirror.ref("all"));
    }

    private static PodTemplateSpecArgs pod(Output<String> image) {
        return PodTemplateSpecArgs.builder()
                .spec(PodSpecArgs.builder()
                        .containers(
                                ContainerArgs.builder().name("c").image(image).build())
                        .build())
                .build();
    }

    private static Deployment deployment(String name, Output<String> image) {
        return new Deployment(
                name,
                DeploymentArgs.builder()
                        .spec(DeploymentSpecArgs.builder()
                                .selector(LabelSelectorArgs.Empty)
                                .template(pod(image))
                                .build())
                        .build());
    }

    private static Deployment deployment(String name, String image) {
        return deployment(name, Output.of(image));
    }

    private Consumer<Context> mirroring(Consumer<Context> program) {
        return context -> {
            ImageMirror.into(context, args().build());
            program.accept(context);
        };
    }

    @Test
    void everyImageIsMirroredOnceAndFollowsItsUpstream() {
        push(upstream, "1", "one");
        push(upstream, "2", "two");
        stack.program(mirroring(context -> {
            for (int i = 0; i < 10; i++) {
                deployment("web" + i, source("1"));
            }
            new CronJob(
                    "job",
                    CronJobArgs.builder()
                            .spec(CronJobSpecArgs.builder()
                                    .schedule("@daily")
                                    .jobTemplate(JobTemplateSpecArgs.builder()
                                            .spec(JobSpecArgs.builder()
                                                    .template(pod(Output.of(source("2"))))
                                                    .build())
                                            .build())
                                    .build())
                            .build());
        }));
        PreviewResult preview = stack.preview();
        assertThat(preview.standardOutput()).contains(source("1"), source("2"));
        assertThat(mirror.tags(mirrored())).isEmpty();
        UpResult up = stack.up();
        assertThat(count(up, OperationType.CREATE))
                .as("the stack, the mirror, two images and eleven users")
                .isEqualTo(15);
        assertThat(stack.state()).contains(digestRef("one"), digestRef("two"));
        assertThat(ImageGraphs.ofContent("one").differencesIn(mirror, mirrored(), "1"))
                .isEmpty();
        stack.up(options -> options.expectNoChanges(true));

        push(upstream, "2", "three");
        UpResult moved = stack.up();
        assertThat(count(moved, OperationType.UPDATE)).as("the job alone").isEqualTo(1);
        assertThat(stack.state()).contains(digestRef("one"), digestRef("three")).doesNotContain(digestRef("two"));
        stack.destroy();
        assertThat(mirror.tags(mirrored())).isEmpty();
    }

    @Test
    void theTagGoesWithTheLastUser() {
        push(upstream, "1", "one");
        push(upstream, "2", "two");
        stack.program(mirroring(context -> {
            deployment("a", source("1"));
            deployment("b", source("2"));
        }));
        stack.up();
        stack.program(mirroring(context -> deployment("a", source("1"))));
        UpResult up = stack.up();
        assertThat(count(up, OperationType.DELETE)).isEqualTo(2);
        assertThat(up.standardOutput()).containsSubsequence("Deployment b", "deleted", source("2"), "deleted");
        assertThat(mirror.tags(mirrored())).containsExactly("1");
    }

    @Test
    void twoStacksWithAPathEachLeaveOneAnotherAlone() {
        push(upstream, "1", "one");
        String theirs = mirrored().replaceFirst("all/", "theirs/");
        try (Stack other = newStack()) {
            stack.program(mirroring(context -> deployment("web", source("1")))).up();
            other.program(context -> {
                        ImageMirror.into(context, mirror.ref("theirs"));
                        deployment("web", source("1"));
                    })
                    .up();
            stack.destroy();
            assertThat(mirror.tags(mirrored())).isEmpty();
            assertThat(mirror.tags(theirs)).containsExactly("1");
            assertThat(other.up().summary().resourceChanges()).containsOnlyKeys(OperationType.SAME);
            other.destroy();
            assertThat(mirror.tags(theirs)).isEmpty();
        }
    }

    @Test
    void anImageThatIsNotKnownInThePreviewIsLookedAtWhenItIs() {
        push(upstream, "1", "one");
        stack.program(mirroring(context -> {
            var sync = new ImageSync("first", args("1", "first"));
            deployment("web", sync.digestRef().applyValue(known -> source("1")));
        }));
        stack.up();
        assertThat(stack.state()).contains(digestRef("one"));
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void aSecretImageStaysSecret() {
        push(upstream, "1", "one");
        stack.program(mirroring(context -> {
            deployment("web", Output.ofSecret(source("1")));
            deployment("open", source("1"));
        }));
        stack.up();
        stack.up(options -> options.expectNoChanges(true));
        String state = stack.state();
        assertThat(image(state, "web")).contains("ciphertext").doesNotContain(repository);
        assertThat(state).contains("SyncedImage::secret-", mirror.ref("all/secret-"));
    }

    /** Arguments that no generated class has. */
    static final class Untyped extends ResourceArgs {
        @Import(name = "spec")
        final Map<String, Object> spec;

        Untyped(Map<String, Object> spec) {
            this.spec = spec;
        }
    }

    private static void custom(String type, String name, Map<String, Object> spec) {
        new CustomResource(type, name, new Untyped(spec), CustomResourceOptions.Empty);
    }

    @Test
    void customResourcesNameTheirImagesAtPaths() {
        push(upstream, "1", "one");
        stack.program(context -> {
            ImageMirror.into(
                    context, args().paths("example.com/v1/Thing: spec.runs").build());
            custom("kubernetes:monitoring.coreos.com/v1:Prometheus", "known", Map.of("image", source("1")));
            custom("kubernetes:example.com/v1:Thing", "given", Map.of("runs", source("1")));
            custom("kubernetes:example.com/v1:Other", "none", Map.of("image", source("1")));
        });
        assertThat(count(stack.up(), OperationType.CREATE)).isEqualTo(6);
        String state = stack.state();
        assertThat(image(state, "known")).contains(digestRef("one"));
        assertThat(image(state, "given")).contains(digestRef("one"));
        assertThat(image(state, "none")).contains(source("1"));
    }

    /** The part of the state that is about a resource. */
    private static String image(String state, String name) {
        int at = state.indexOf("::" + name + "\"");
        int end = state.indexOf("\"urn\"", at);
        return state.substring(at, end < 0 ? state.length() : end);
    }

    @Test
    void aHundredImages() {
        ImageGraph one = ImageGraphs.ofContent("one");
        for (int i = 0; i < 100; i++) {
            one.pushTo(upstream, repository + "/" + i, "1");
        }
        stack.program(mirroring(context -> {
            for (int i = 0; i < 100; i++) {
                deployment("web" + i, upstream.ref(repository + "/" + i + ":1"));
            }
        }));
        assertThat(count(stack.up(), OperationType.CREATE)).isEqualTo(202);
        stack.up(options -> options.expectNoChanges(true));
        assertThat(mirror.tags(mirrored() + "/99")).containsExactly("1");
    }

    @Test
    void whatIsExcludedOrThereAlreadyStays() {
        push(upstream, "1", "one");
        push(mirror, "own", "one");
        String own = mirror.ref(repository + ":own");
        stack.program(context -> {
            ImageMirror.into(
                    context, args().exclude(upstreamServer.host() + "/**").build());
            deployment("excluded", source("1"));
            deployment("own", own);
        });
        UpResult up = stack.up();
        assertThat(count(up, OperationType.CREATE)).isEqualTo(4);
        assertThat(stack.state()).contains(source("1"), own);
    }

    @Test
    void imagesTellsWhatIsMirrored() {
        push(upstream, "1", "one");
        stack.program(context -> {
            ImageMirror images = ImageMirror.into(context, args().build());
            Deployment web = deployment("web", source("1"));
            context.export("images", images.images(web).applyValue(Object::toString));
        });
        assertThat(stack.up().outputs().get("images").value())
                .isEqualTo("{" + source("1") + "=" + digestRef("one") + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirror | \"mirror\" is not the beginning of a mirror's references",
                "https://a.example | \"https://a.example\" is not the beginning of a mirror's references",
            })
    void aPrefixThatIsNoneIsToldBeforeAnythingIsRegistered(String prefix, String told) {
        stack.program(context -> {
            ImageMirror.into(context, prefix);
            deployment("web", source("1"));
        });
        assertThatThrownBy(stack::up).hasMessageContaining("IS1006").hasMessageContaining(told);
        assertThat(stack.state()).doesNotContain("Deployment::web");
    }

    @Test
    void anImageThatIsNoneIsToldWithItsPlace() {
        stack.program(mirroring(context -> deployment("web", "{{ image }}")));
        assertThatThrownBy(stack::preview)
                .hasMessageContaining("IS1001")
                .hasMessageContaining("kubernetes:apps/v1:Deployment web, spec.template.spec.containers[0].image");
    }

    @Test
    void whatCannotBeResolvedFailsOrIsTold() {
        stack.program(mirroring(context -> deployment("web", source("none"))));
        assertThatThrownBy(stack::up).hasMessageContaining("IS4002").hasMessageContaining(source("none"));
        stack.program(context -> {
            ImageMirror.into(context, args().onUnresolved("warn").build());
            deployment("web", source("none"));
            deployment("odd", "{{ image }}");
        });
        UpResult up = stack.up();
        assertThat(up.standardOutput() + up.standardError())
                .contains(source("none") + " cannot be resolved", "{{ image }}");
        assertThat(stack.state()).contains(source("none"));
    }

    @Test
    void theMirrorOutlivesItsUpstreamWhereOthersAreOnlyTold() {
        push(upstream, "1", "one");
        stack.program(context -> {
            ImageMirror.into(context, args().onUnresolved("warn").build());
            deployment("web", source("1"));
        });
        stack.up();
        deleteTag(upstream, "1");
        stack.up(options -> options.expectNoChanges(true));
        assertThat(mirror.tags(mirrored())).containsExactly("1");
        assertThat(stack.state()).contains(digestRef("one"));
    }

    @Test
    void aMirrorLeavesWhatAnotherHasPutIn() {
        push(upstream, "1", "one");
        stack.program(context -> {
            ImageMirror.into(context, args().build());
            ImageMirror.into(
                    context,
                    "other",
                    ImageMirrorArgs.builder()
                            .registry(upstreamServer.host() + "/other")
                            .build(),
                    null);
            deployment("web", source("1"));
        });
        assertThat(count(stack.up(), OperationType.CREATE)).isEqualTo(5);
        assertThat(stack.state()).contains(digestRef("one"));
    }

    @Test
    void twoImagesOfOneDestinationAreBothNamed() {
        push(upstream, "1", "one");
        ImageGraphs.ofContent("two").pushTo(upstream, "other/" + repository, "1");
        stack.program(context -> {
            ImageMirror.into(context, args().rewrite("flat").build());
            deployment("a", source("1"));
            deployment("b", upstream.ref("other/" + repository + ":1"));
        });
        assertThatThrownBy(stack::preview)
                .hasMessageContaining("IS1008")
                .hasMessageContaining(source("1"))
                .hasMessageContaining(upstream.ref("other/" + repository + ":1"));
    }
}
