package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpResult;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.SyncedImage;
import dev.imagesync.SyncedImageArgs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine does with a resource besides planning and applying it, and where mirrors were lost that way. */
class EngineScenarioTest extends Scenario {

    private static final String URN =
            "urn:pulumi:test::" + Stack.PROJECT + "::imagesync:index:ImageSync$imagesync:index:SyncedImage::app";

    private SyncedImageArgs plainArgs() {
        return SyncedImageArgs.builder()
                .source(upstream.ref(repository + ":1"))
                .destination(mirror.ref(repository + ":1"))
                .build();
    }

    @Test
    void replaceOnRequestKeepsTheImage() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        UpResult up = stack.up(options -> options.replaces(List.of(URN)));
        assertThat(count(up, OperationType.REPLACE)).isEqualTo(1);
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void renameWithoutAliasKeepsTheImage() {
        String digest = push(upstream, "1", "v1");
        stack.program(context -> new ImageSync("old", args("1", "1")));
        stack.up();
        stack.program(context -> new ImageSync("new", args("1", "1")));
        UpResult up = stack.up();
        assertThat(count(up, OperationType.CREATE)).isEqualTo(2);
        assertThat(count(up, OperationType.DELETE)).isEqualTo(2);
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.destroy();
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void ignoredSourceDigestStaysWhereItIs() {
        String digest = push(upstream, "1", "v1");
        ComponentResourceOptions options =
                ComponentResourceOptions.builder().ignoreChanges("sourceDigest").build();
        stack.program(context -> new ImageSync("app", args("1", "1"), options));
        stack.up();
        push(upstream, "1", "v2");
        stack.up(up -> up.expectNoChanges(true));
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void savedPlanPinsTheDigest() {
        push(upstream, "1", "v1");
        stack.program(image());
        Path plan = stack.folder().resolve("plan.json");
        stack.preview(options -> options.plan(plan.toString()));
        push(upstream, "1", "v2");
        assertThatThrownBy(() -> stack.up(options -> options.plan(plan.toString())))
                .hasMessageContaining("violates plan")
                .hasMessageContaining("sourceDigest");
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void deleteBeforeReplaceKeepsTheTag() {
        push(upstream, "1", "v1");
        CustomResourceOptions options =
                CustomResourceOptions.builder().deleteBeforeReplace(true).build();
        stack.program(context -> new SyncedImage("app", plainArgs(), options));
        stack.up();
        String second = push(upstream, "1", "v2");
        stack.up();
        assertThat(mirror.digest(repository, "1")).contains(second);
        assertMirrored("v2", "1");
    }

    @Test
    void protectStopsTheDestroyAndNotTheRepair() {
        String digest = push(upstream, "1", "v1");
        ComponentResourceOptions options =
                ComponentResourceOptions.builder().protect(true).build();
        stack.program(context -> new ImageSync("app", args("1", "1"), options));
        stack.up();
        deleteTag(mirror, "1");
        stack.up();
        assertThat(mirror.digest(repository, "1")).contains(digest);
        assertThatThrownBy(() -> stack.destroy()).hasMessageContaining("protect");
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void retainOnDeleteLeavesTheTag() {
        String digest = push(upstream, "1", "v1");
        ComponentResourceOptions options =
                ComponentResourceOptions.builder().retainOnDelete(true).build();
        stack.program(context -> new ImageSync("app", args("1", "1"), options));
        stack.up();
        stack.destroy();
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void importTakesAnImageOverWithoutAChange() {
        String digest = push(upstream, "1", "v1");
        push(mirror, "1", "v1");
        CustomResourceOptions options = CustomResourceOptions.builder()
                .importId(upstream.ref(repository + ":1") + "," + mirror.ref(repository + ":1"))
                .build();
        stack.program(context -> new SyncedImage("app", plainArgs(), options));
        UpResult imported = stack.up();
        assertThat(count(imported, OperationType.IMPORT)).isEqualTo(1);
        stack.program(context -> new SyncedImage("app", plainArgs()));
        stack.up(up -> up.expectNoChanges(true));
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void twoResourcesWithOneDestinationAreRefused() {
        push(upstream, "1", "v1");
        push(upstream, "2", "v2");
        stack.program(context -> {
            new ImageSync("one", args("1", "1"));
            new ImageSync("two", args("2", "1"));
        });
        assertThatThrownBy(() -> stack.preview()).hasMessageContaining("IS1008").hasMessageContaining("destination");
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void aSourceThatTheSameProgramPushesIsCopiedAfterIt() {
        String digest = push(upstream, "1", "v1");
        stack.program(context -> {
            var first = new ImageSync("first", args("1", "1"));
            new ImageSync(
                    "second",
                    ImageSyncArgs.builder()
                            .source(mirror.ref(repository + ":1"))
                            .destination(mirror.ref(repository + ":2"))
                            .build(),
                    ComponentResourceOptions.builder().dependsOn(first).build());
        });
        assertThat(stack.preview().standardOutput()).contains("does not exist (yet)");
        stack.up();
        assertThat(mirror.digest(repository, "2")).contains(digest);
        stack.up(up -> up.expectNoChanges(true));
    }

    @Test
    void anUnknownSourceIsPlannedAndThenCopied() {
        String digest = push(upstream, "1", "v1");
        stack.program(context -> {
            // Not known in the preview: this source does not exist before the first up.
            var first = new ImageSync("first", args("1", "1"));
            var second = new ImageSync(
                    "second",
                    ImageSyncArgs.builder()
                            .source(mirror.ref(repository + ":1"))
                            .destination(mirror.ref(repository + ":2"))
                            .build(),
                    ComponentResourceOptions.builder().dependsOn(first).build());
            Output<String> unknown = second.digestRef();
            new ImageSync(
                    "third",
                    ImageSyncArgs.builder()
                            .source(unknown)
                            .destination(mirror.ref(repository + ":3"))
                            .build());
        });
        stack.preview();
        assertThat(mirror.tags(repository)).isEmpty();
        stack.up();
        assertThat(mirror.digest(repository, "3")).contains(digest);
        stack.up(up -> up.expectNoChanges(true));
    }

    @Test
    void badInputNamesThePropertyAndTheCure() {
        stack.program(context -> new ImageSync(
                "app",
                ImageSyncArgs.builder()
                        .source("https://registry.example.com/app")
                        .destination("app:1")
                        .sourceDigest("sha256:abc")
                        .deletePolicy("everything")
                        .build()));
        assertThatThrownBy(() -> stack.preview())
                .hasMessageContaining("property source value")
                .hasMessageContaining("IS1001")
                .hasMessageContaining("property destination value")
                .hasMessageContaining("IS1002")
                .hasMessageContaining("property sourceDigest value")
                .hasMessageContaining("IS1005")
                .hasMessageContaining("property deletePolicy value")
                .hasMessageContaining("IS1006");
    }

    @Test
    void renameWithoutAliasKeepsTheManifestUnderTheImagePolicy() {
        push(upstream, "1", "v1");
        ImageSyncArgs whole = ImageSyncArgs.builder()
                .source(upstream.ref(repository + ":1"))
                .destination(mirror.ref(repository + ":1"))
                .deletePolicy("image")
                .build();
        stack.program(context -> new ImageSync("old", whole));
        stack.up();
        stack.program(context -> new ImageSync("new", whole));
        assertThat(count(stack.up(), OperationType.DELETE)).isEqualTo(2);
        assertMirrored("v1", "1");
        stack.up(options -> options.expectNoChanges(true));
    }
}
