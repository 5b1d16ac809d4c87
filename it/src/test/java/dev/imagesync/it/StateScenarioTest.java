package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpResult;
import com.pulumi.core.Output;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.ImagesyncFunctions;
import dev.imagesync.SyncedImage;
import dev.imagesync.SyncedImageArgs;
import dev.imagesync.inputs.GetImageArgs;
import dev.imagesync.inputs.GetTagsArgs;
import dev.imagesync.outputs.TagInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read into the state and kept there: import, get, secrets, targets, functions. */
class StateScenarioTest extends Scenario {

    private SyncedImageArgs plainArgs() {
        return SyncedImageArgs.builder()
                .source(upstream.ref(repository + ":1"))
                .destination(mirror.ref(repository + ":1"))
                .build();
    }

    @Test
    void importByDestinationTakesOneUpdateThatCopiesNothing() {
        String digest = push(upstream, "1", "v1");
        push(mirror, "1", "v1");
        stack.importResource("imagesync:index:SyncedImage", "app", mirror.ref(repository + ":1"));
        stack.program(context -> new SyncedImage("app", plainArgs()));
        int before = upstreamServer.log().length();
        UpResult up = stack.up();
        assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
        assertThat(upstreamServer.log().substring(before))
                .contains("/manifests/1")
                .doesNotContain("/blobs/");
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void importOfSourceAndDestinationWritesAProgramThatPinsNothing() {
        push(upstream, "1", "v1");
        push(mirror, "1", "v1");
        String source = upstream.ref(repository + ":1");
        String destination = mirror.ref(repository + ":1");
        String program = stack.importProgram("imagesync:index:SyncedImage", "app", source + "," + destination);
        assertThat(program).contains(source, destination).doesNotContain("sourceDigest");
        stack.program(context -> new SyncedImage("app", plainArgs()));
        stack.up(options -> options.expectNoChanges(true));
        push(upstream, "1", "v2");
        assertThat(count(stack.up(), OperationType.REPLACE)).isEqualTo(1);
        assertMirrored("v2", "1");
    }

    @Test
    void getReadsWhatADigestRefNames() {
        String digest = push(mirror, "1", "v1");
        stack.program(context -> {
            var found = SyncedImage.get("app", Output.of(mirror.ref(repository + "@" + digest)), null, null);
            context.export("digest", found.digest());
            context.export("mediaType", found.mediaType());
        });
        UpResult up = stack.up();
        assertThat(up.outputs().get("digest").value()).isEqualTo(digest);
        assertThat(up.outputs().get("mediaType").value()).isEqualTo("application/vnd.oci.image.index.v1+json");
        stack.destroy();
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void aSecretSourceStaysSecretInTheState() {
        push(upstream, "1", "v1");
        stack.program(context -> new SyncedImage(
                "app",
                SyncedImageArgs.builder()
                        .source(Output.ofSecret(upstream.ref(repository + ":1")))
                        .destination(mirror.ref(repository + ":1"))
                        .build()));
        UpResult up = stack.up();
        assertThat(stack.state()).doesNotContain(upstream.ref(repository));
        assertThat(up.standardOutput()).doesNotContain(upstream.ref(repository));
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void aTargetIsCopiedAloneAndDestroyedAlone() {
        push(upstream, "1", "v1");
        push(upstream, "2", "v2");
        stack.program(context -> {
            new SyncedImage("one", syncedArgs("1"));
            new SyncedImage("two", syncedArgs("2"));
        });
        String one = "urn:pulumi:test::" + Stack.PROJECT + "::imagesync:index:SyncedImage::one";
        stack.up(options -> options.targets(List.of(one)));
        assertThat(mirror.tags(repository)).containsExactly("1");
        stack.up();
        assertThat(mirror.tags(repository)).containsExactly("1", "2");
        stack.destroy(options -> options.targets(List.of(one)));
        assertThat(mirror.tags(repository)).containsExactly("2");
    }

    private SyncedImageArgs syncedArgs(String tag) {
        return SyncedImageArgs.builder()
                .source(upstream.ref(repository + ":" + tag))
                .destination(mirror.ref(repository + ":" + tag))
                .build();
    }

    @Test
    void functionsAnswerWithinAProgram() {
        String digest = push(upstream, "1", "v1");
        push(upstream, "2", "v2");
        stack.program(context -> {
            var image = ImagesyncFunctions.getImage(GetImageArgs.builder()
                    .ref(upstream.ref(repository + ":1"))
                    .includePlatforms(true)
                    .build());
            context.export("digest", image.applyValue(found -> found.digest()));
            context.export("platforms", image.applyValue(found -> String.join(",", found.platforms())));
            var tags = ImagesyncFunctions.getTags(
                    GetTagsArgs.builder().repository(upstream.ref(repository)).build());
            context.export("tags", tags.applyValue(found -> found.tags().stream()
                    .map(TagInfo::tag)
                    .collect(Collectors.joining(","))));
        });
        UpResult up = stack.up();
        assertThat(up.outputs().get("digest").value()).isEqualTo(digest);
        assertThat(up.outputs().get("platforms").value()).isEqualTo("linux/amd64,linux/arm64");
        assertThat(up.outputs().get("tags").value()).isEqualTo("1,2");
    }

    @Test
    void whatIsPinnedByDigestNeedsNoUpstreamAtPlan() {
        String digest = push(upstream, "1", "v1");
        stack.program(context -> new ImageSync(
                "app",
                ImageSyncArgs.builder()
                        .source(upstream.ref(repository + "@" + digest))
                        .destination(mirror.ref(repository + ":1"))
                        .build()));
        stack.up();
        upstreamServer.stop();
        try {
            UpResult up = stack.up(options -> options.expectNoChanges(true));
            assertThat(up.standardOutput()).doesNotContain("could not be read");
        } finally {
            upstreamServer.resume();
        }
    }
}
