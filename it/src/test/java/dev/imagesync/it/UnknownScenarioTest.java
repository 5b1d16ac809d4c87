package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewResult;
import com.pulumi.resources.ComponentResourceOptions;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a preview does not know, because it comes out of a resource that changes, and what it must know. */
class UnknownScenarioTest extends Scenario {

    private String first;
    private String second;

    @BeforeEach
    void pushBoth() {
        first = push(upstream, "1", "v1");
        second = push(upstream, "2", "v2");
    }

    /** What a release's digest is made into before an image takes it. */
    private interface Taken extends Function<ImageSync, ImageSyncArgs.Builder> {}

    /**
     * An image named {@code app} that takes something from the digest of {@code release}, and {@code copy}, which takes the
     * digestRef of {@code app}. The source of {@code release} is an image that this program copies first: in the preview of
     * another tag it is not there yet, and all that comes out of {@code release} is unknown.
     */
    private Consumer<Context> program(String tag, Taken taken) {
        return context -> {
            var origin = new ImageSync("origin-" + tag, args(tag, "origin-" + tag));
            var release = new ImageSync(
                    "release",
                    ImageSyncArgs.builder()
                            .source(mirror.ref(repository + ":origin-" + tag))
                            .destination(mirror.ref(repository + ":release"))
                            .build(),
                    ComponentResourceOptions.builder().dependsOn(origin).build());
            var app = new ImageSync(
                    "app",
                    taken.apply(release)
                            .destination(mirror.ref(repository + ":app"))
                            .build());
            new ImageSync(
                    "copy",
                    ImageSyncArgs.builder()
                            .source(app.digestRef())
                            .destination(mirror.ref(repository + ":copy"))
                            .build());
            context.export("digestRef", app.digestRef());
        };
    }

    private void assertReplacedWithUnknownDigests(PreviewResult preview, String later) {
        assertThat(count(preview, OperationType.REPLACE))
                .as("release, app and copy of %s", preview.standardOutput())
                .isEqualTo(3);
        assertThat(preview.standardOutput()).doesNotContain(mirror.ref(repository + "@" + later));
    }

    @Test
    void aPinThatIsUnknownAtPreviewIsPlannedAsAReplacement() {
        Taken pin = release ->
                ImageSyncArgs.builder().source(upstream.ref(repository + ":1")).sourceDigest(release.digest());
        stack.program(program("1", pin));
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + first));
        stack.up(options -> options.expectNoChanges(true));

        stack.program(program("2", pin));
        assertReplacedWithUnknownDigests(stack.preview(), second);
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + second));
        assertThat(mirrored("app")).isEqualTo(second);
        assertThat(mirrored("copy")).isEqualTo(second);
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void platformsThatAreUnknownAtPreviewArePlannedAsAReplacement() {
        Taken platforms = release -> ImageSyncArgs.builder()
                .source(upstream.ref(repository + ":1"))
                .platforms(release.digest()
                        .applyValue(digest ->
                                digest.equals(first) ? List.of("linux/amd64") : List.of("linux/arm64", "linux/amd64")));
        stack.program(program("1", platforms));
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + mirrored("app")));
        assertThat(mirrored("app")).isNotEqualTo(first);

        stack.program(program("2", platforms));
        assertReplacedWithUnknownDigests(stack.preview(), first);
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + first));
        assertThat(mirrored("app")).isEqualTo(first);
        assertThat(mirrored("copy")).isEqualTo(first);
        stack.up(options -> options.expectNoChanges(true));
    }

    private String mirrored(String tag) {
        return mirror.digest(repository, tag).orElseThrow();
    }

    @Test
    void aDigestInTheSourceIsThePinAndKnownInThePreview() {
        stack.program(image(args -> args.source(upstream.ref(repository + ":1@" + first))));
        assertThat(stack.preview().standardOutput()).contains(mirror.ref(repository + "@" + first));
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + first));

        stack.program(image(args -> args.source(upstream.ref(repository + ":1@" + second))));
        PreviewResult bump = stack.preview();
        assertThat(count(bump, OperationType.REPLACE)).isEqualTo(1);
        assertThat(bump.standardOutput()).contains(mirror.ref(repository + "@" + second));
        assertThat(digestRef(stack.up())).isEqualTo(mirror.ref(repository + "@" + second));
        assertMirrored("v2", "1");
        stack.up(options -> options.expectNoChanges(true));
    }
}
