package dev.imagesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.PulumiTest;
import dev.imagesync.enums.DeletePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageSyncTest {

    private final RecordingMocks engine = new RecordingMocks();

    @AfterEach
    void forgetDeployment() {
        PulumiTest.cleanup();
    }

    @Test
    void takesThePolicyAsATextAnOutputOrAName() {
        run(ctx -> {
            new ImageSync("text", args("1").deletePolicy("retain").build());
            new ImageSync("output", args("2").deletePolicy(Output.of("retain")).build());
            new ImageSync("name", args("3").deletePolicy(DeletePolicy.Retain).build());
            new ImageSync(
                    "nothing", args("4").deletePolicy(Output.ofNullable(null)).build());
        });

        var policies = new HashMap<String, Object>();
        engine.ofType("imagesync:index:SyncedImage")
                .forEach(child -> policies.put(child.name, child.inputs.getOrDefault("deletePolicy", "")));
        assertThat(policies)
                .containsOnly(
                        Map.entry("text", "retain"),
                        Map.entry("output", "retain"),
                        Map.entry("name", "retain"),
                        Map.entry("nothing", ""));
        assertThat(args("5").deletePolicy(DeletePolicy.Image).build().deletePolicy())
                .isPresent();
    }

    private static ImageSyncArgs.Builder args(String tag) {
        return ImageSyncArgs.builder().source("upstream.test/app:" + tag).destination("mirror.test/app:" + tag);
    }

    @Test
    void registersOneChildWithTheInputsUnderItself() {
        var component = new AtomicReference<ImageSync>();
        run(ctx -> component.set(new ImageSync(
                "app",
                ImageSyncArgs.builder()
                        .source("upstream.test/app:1")
                        .destination(Output.of("mirror.test/app:1"))
                        .sourceDigest(Output.of(RecordingMocks.DIGEST))
                        .platforms("linux/amd64", "linux/arm64")
                        .includeReferrers(true)
                        .deletePolicy("retain")
                        .build())));

        assertThat(engine.ofType(ImageSync.TYPE)).hasSize(1);
        assertThat(engine.ofType("imagesync:index:SyncedImage")).singleElement().satisfies(child -> {
            assertThat(child.name).isEqualTo("app");
            assertThat(child.inputs)
                    .containsOnly(
                            Map.entry("source", "upstream.test/app:1"),
                            Map.entry("destination", "mirror.test/app:1"),
                            Map.entry("sourceDigest", RecordingMocks.DIGEST),
                            Map.entry("platforms", List.of("linux/amd64", "linux/arm64")),
                            Map.entry("includeReferrers", true),
                            Map.entry("deletePolicy", "retain"));
        });
        var sync = component.get();
        assertThat(sync.pulumiChildResources()).containsExactly(sync.image());
        assertThat(PulumiTest.extractValue(sync.image().urn()))
                .endsWith("imagesync:index:ImageSync$imagesync:index:SyncedImage::app");
    }

    @Test
    void leavesOutWhatIsNotSet() {
        run(ctx -> new ImageSync(
                "app",
                args().sourceDigest((String) null)
                        .includeReferrers((Boolean) null)
                        .build()));

        assertThat(engine.only("imagesync:index:SyncedImage").inputs).containsOnlyKeys("source", "destination");
    }

    @Test
    void hasTheOutputsOfItsChild() {
        var component = new AtomicReference<ImageSync>();
        run(ctx -> component.set(new ImageSync("app", args().build())));

        assertThat(PulumiTest.extractValue(component.get().digestRef()))
                .isEqualTo("mirror.test/app@" + RecordingMocks.DIGEST);
        assertThat(PulumiTest.extractValue(component.get().digest())).isEqualTo(RecordingMocks.DIGEST);
        assertThat(PulumiTest.extractValue(component.get().sourceDigest())).isEqualTo(RecordingMocks.DIGEST);
    }

    @Test
    void givesItsDigestRefToADeployment() {
        run(ctx -> {
            var sync = new ImageSync("app", args().build());
            var labels = Map.of("app", "app");
            new Deployment(
                    "app",
                    DeploymentArgs.builder()
                            .spec(DeploymentSpecArgs.builder()
                                    .selector(LabelSelectorArgs.builder()
                                            .matchLabels(labels)
                                            .build())
                                    .template(PodTemplateSpecArgs.builder()
                                            .metadata(ObjectMetaArgs.builder()
                                                    .labels(labels)
                                                    .build())
                                            .spec(PodSpecArgs.builder()
                                                    .containers(ContainerArgs.builder()
                                                            .name("app")
                                                            .image(sync.digestRef())
                                                            .build())
                                                    .build())
                                            .build())
                                    .build())
                            .build());
        });

        assertThat(engine.only("kubernetes:apps/v1:Deployment").inputs)
                .extracting("spec.template.spec.containers")
                .isEqualTo(List.of(Map.of("name", "app", "image", "mirror.test/app@" + RecordingMocks.DIGEST)));
    }

    @Test
    void handsItsOptionsToTheChild() {
        var seen = new AtomicReference<CustomResourceOptions>();
        var others = new ArrayList<Resource>();
        run(ctx -> {
            var before = new ComponentResource("test:index:Other", "before") {};
            var with = new ComponentResource("test:index:Other", "with") {};
            Collections.addAll(others, before, with);
            new ImageSync(
                    "app",
                    args().build(),
                    ComponentResourceOptions.builder()
                            .dependsOn(before)
                            .protect(true)
                            .retainOnDelete(false)
                            .ignoreChanges("sourceDigest")
                            .replaceOnChanges("digest")
                            .replaceWith(with)
                            .replacementTrigger(Output.of("trigger"))
                            .hideDiffs("observedDigest")
                            .customTimeouts(CustomTimeouts.builder()
                                    .create(Duration.ofMinutes(30))
                                    .build())
                            .version("9.9.9")
                            .pluginDownloadURL("https://plugins.test")
                            .resourceTransformations(watch(seen))
                            .build());
        });

        var options = seen.get();
        assertThat(PulumiTest.extractValue(options.getDependsOn())).containsExactly(others.get(0));
        assertThat(options.getProtect()).contains(true);
        assertThat(options.getRetainOnDelete()).contains(false);
        assertThat(options.getIgnoreChanges()).containsExactly("sourceDigest");
        assertThat(options.getReplaceOnChanges()).containsExactly("digest");
        assertThat(options.getReplaceWith()).containsExactly(others.get(1));
        assertThat(options.getReplacementTrigger()).isPresent();
        assertThat(options.getHideDiffs()).containsExactly("observedDigest");
        assertThat(options.getCustomTimeouts().flatMap(CustomTimeouts::getCreate))
                .contains(Duration.ofMinutes(30));
        assertThat(options.getVersion()).contains("9.9.9");
        assertThat(options.getPluginDownloadURL()).contains("https://plugins.test");
    }

    @Test
    void leavesTheDefaultsOfTheChildAloneWithoutOptions() {
        var seen = new AtomicReference<CustomResourceOptions>();
        run(ctx -> new ImageSync(
                "app",
                args().build(),
                ComponentResourceOptions.builder()
                        .resourceTransformations(watch(seen))
                        .build()));

        assertThat(seen.get().getVersion()).contains(Utilities.getVersion());
        assertThat(seen.get().getProtect()).isEmpty();
        assertThat(seen.get().getRetainOnDelete()).isEmpty();
        assertThat(seen.get().getDeleteBeforeReplaceOptional()).isEmpty();
    }

    @Test
    void givesItsProviderToTheChild() {
        run(ctx -> {
            var provider = new Provider(
                    "registries", ProviderArgs.builder().maxConcurrency(2).build());
            new ImageSync(
                    "one",
                    args().build(),
                    ComponentResourceOptions.builder().provider(provider).build());
            new ImageSync(
                    "several",
                    args().build(),
                    ComponentResourceOptions.builder().providers(provider).build());
        });

        assertThat(engine.ofType("imagesync:index:SyncedImage")).hasSize(2).allSatisfy(child -> assertThat(
                        child.provider)
                .contains("pulumi:providers:imagesync::registries::registries-id"));
    }

    @Test
    void inheritsTheProviderOfItsParent() {
        run(ctx -> {
            var provider = new Provider("registries");
            var parent = new ComponentResource(
                    "test:index:Other",
                    "parent",
                    ComponentResourceOptions.builder().providers(provider).build()) {};
            new ImageSync(
                    "app",
                    args().build(),
                    ComponentResourceOptions.builder().parent(parent).build());
        });

        assertThat(engine.only("imagesync:index:SyncedImage").provider).contains("registries");
    }

    @Test
    void namesTheRequiredInputThatIsMissing() {
        assertThatThrownBy(() ->
                        ImageSyncArgs.builder().destination("mirror.test/app:1").build())
                .isInstanceOf(MissingRequiredPropertyException.class)
                .hasMessageContaining("source")
                .hasMessageContaining("ImageSyncArgs");
        assertThatThrownBy(() ->
                        ImageSyncArgs.builder().source("upstream.test/app:1").build())
                .isInstanceOf(MissingRequiredPropertyException.class)
                .hasMessageContaining("destination");
    }

    @Test
    void keepsArgumentsApartFromTheBuilderTheyCameFrom() {
        var builder = args();
        var first = builder.build();
        var second =
                builder.destination("mirror.test/app:2").deletePolicy("retain").build();

        assertThat(PulumiTest.extractValue(first.destination())).isEqualTo("mirror.test/app:1");
        assertThat(first.deletePolicy()).isEmpty();
        assertThat(PulumiTest.extractValue(second.destination())).isEqualTo("mirror.test/app:2");
    }

    private void run(Consumer<Context> program) {
        engine.run(program);
    }

    private static ImageSyncArgs.Builder args() {
        return ImageSyncArgs.builder().source("upstream.test/app:1").destination("mirror.test/app:1");
    }

    /** Shows the options that the child is registered with. */
    private static ResourceTransformation watch(AtomicReference<CustomResourceOptions> seen) {
        return args -> {
            if (args.options() instanceof CustomResourceOptions) {
                seen.set((CustomResourceOptions) args.options());
            }
            return Optional.empty();
        };
    }
}
