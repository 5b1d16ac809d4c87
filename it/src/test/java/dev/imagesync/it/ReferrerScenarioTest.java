package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpResult;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.testkit.Content;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.MediaTypes;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Signatures and SBOMs follow their image; both sides have the referrers API, which distribution 3 has not. */
class ReferrerScenarioTest {

    private static void attach(FakeRegistry registry, ImageGraph.Stored subject, String content) {
        byte[] blob = content.getBytes(StandardCharsets.UTF_8);
        registry.content().pushBlob("team/app", Content.sha256(blob), blob);
        String descriptor = "{\"mediaType\":\"text/plain\",\"digest\":\"" + Content.sha256(blob) + "\",\"size\":"
                + blob.length + "}";
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_IMAGE
                        + "\",\"artifactType\":\"application/x.sbom\",\"config\":" + descriptor + ",\"layers\":["
                        + descriptor + "],\"subject\":{\"mediaType\":\"" + subject.mediaType() + "\",\"digest\":\""
                        + subject.digest() + "\",\"size\":" + subject.bytes().length + "}}")
                .getBytes(StandardCharsets.UTF_8);
        registry.content().pushManifest("team/app", Content.sha256(manifest), MediaTypes.OCI_IMAGE, manifest);
        registry.content().pushManifest("team/app", content, MediaTypes.OCI_IMAGE, manifest);
    }

    private static boolean has(FakeRegistry mirror, FakeRegistry upstream, String referrer) {
        String digest = upstream.content().digest("team/app", referrer).orElseThrow();
        return mirror.content().manifest("mirror/app", digest).isPresent();
    }

    @Test
    void turnedOnOrAttachedSinceIsAnUpdateThatCopiesWhatIsNew() {
        try (FakeRegistry upstream = FakeRegistry.start();
                FakeRegistry mirror = FakeRegistry.start();
                Stack stack = new Stack()) {
            ImageGraph image = ImageGraphs.ofContent("v1");
            image.pushTo(upstream.content(), "team/app", "1");
            attach(upstream, image.root(), "first");
            ImageSyncArgs.Builder args = ImageSyncArgs.builder()
                    .source(upstream.host() + "/team/app:1")
                    .destination(mirror.host() + "/mirror/app:1");
            stack.program(context -> new ImageSync("app", args.build()));
            stack.up();
            assertThat(has(mirror, upstream, "first")).isFalse();

            stack.program(
                    context -> new ImageSync("app", args.includeReferrers(true).build()));
            UpResult turnedOn = stack.up();
            assertThat(count(turnedOn, OperationType.UPDATE)).isEqualTo(1);
            assertThat(has(mirror, upstream, "first")).isTrue();
            stack.up(options -> options.expectNoChanges(true));

            attach(upstream, image.root(), "second");
            assertThat(count(stack.up(), OperationType.UPDATE)).isEqualTo(1);
            assertThat(has(mirror, upstream, "second")).isTrue();
            stack.up(options -> options.expectNoChanges(true));
        }
    }
}
