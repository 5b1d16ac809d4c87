package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewResult;
import com.pulumi.automation.UpResult;
import dev.imagesync.ImageSync;
import org.junit.jupiter.api.Test;

/** The table of behaviour through the real engine: a scenario a row, each judged by what the registry holds afterwards. */
class BehaviourScenarioTest extends Scenario {
    @Test
    void firstUpCopiesTheWholeIndexByteForByte() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());

        PreviewResult preview = stack.preview();
        assertThat(preview.standardOutput()).contains(mirror.ref(repository + "@" + digest));
        assertThat(mirror.tags(repository)).isEmpty();

        UpResult up = stack.up();
        assertThat(digestRef(up)).isEqualTo(mirror.ref(repository + "@" + digest));
        assertThat(mirror.digest(repository, "1")).contains(digest);
        assertMirrored("v1", "1");
    }

    @Test
    void nothingChangedIsNoChange() {
        push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        stack.preview(options -> options.expectNoChanges(true));
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void firstUpAdoptsATagThatHasTheDigestAlready() {
        String digest = push(upstream, "1", "v1");
        push(mirror, "1", "v1");
        stack.program(image());
        assertThat(stack.preview().standardOutput()).doesNotContain("re-pointed");
        UpResult up = stack.up();
        assertThat(up.standardOutput()).contains("already there, nothing was copied");
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void firstUpWarnsBeforeItRepointsATag() {
        String digest = push(upstream, "1", "v1");
        String other = push(mirror, "1", "somebody else's");
        stack.program(image());
        assertThat(stack.preview().standardOutput()).contains("warning", other, digest);
        assertThat(mirror.digest(repository, "1")).contains(other);
        stack.up();
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void sourceTagMovedReplacesByDigest() {
        String first = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        String second = push(upstream, "1", "v2");

        PreviewResult preview = stack.preview();
        assertThat(count(preview, OperationType.REPLACE)).isEqualTo(1);
        assertThat(preview.standardOutput()).doesNotContain("re-pointed");

        UpResult up = stack.up();
        assertThat(digestRef(up)).isEqualTo(mirror.ref(repository + "@" + second));
        assertThat(mirror.digest(repository, "1")).contains(second);
        assertMirrored("v2", "1");
        assertThat(mirror.manifest(repository, first)).isPresent();
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void destinationOverwrittenIsSetBackInPlace() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        UpResult first = stack.up();
        String foreign = push(mirror, "1", "somebody else's");

        PreviewResult preview = stack.preview();
        assertThat(count(preview, OperationType.UPDATE)).isEqualTo(1);
        assertThat(preview.standardOutput()).contains(foreign, digest);

        UpResult up = stack.up();
        assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
        assertThat(digestRef(up)).isEqualTo(digestRef(first));
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void destinationMissingIsSetBackWithoutTheUpstream() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        deleteTag(mirror, "1");
        upstreamServer.stop();
        try {
            UpResult up = stack.up();
            assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
            assertThat(mirror.digest(repository, "1")).contains(digest);
        } finally {
            upstreamServer.resume();
        }
    }

    @Test
    void destinationChangedMovesTheTag() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        stack.program(image(args -> args.destination(mirror.ref(repository + ":stable"))));
        UpResult up = stack.up();
        assertThat(count(up, OperationType.REPLACE)).isEqualTo(1);
        assertThat(mirror.tags(repository)).containsExactly("stable");
        assertThat(mirror.digest(repository, "stable")).contains(digest);
    }

    @Test
    void pinSetToAnotherDigestReplaces() {
        String first = push(upstream, "1", "v1");
        String second = push(upstream, "1", "v2");
        stack.program(image(args -> args.sourceDigest(first)));
        stack.up();
        assertThat(mirror.digest(repository, "1")).contains(first);
        stack.program(image(args -> args.sourceDigest(second)));
        assertThat(count(stack.up(), OperationType.REPLACE)).isEqualTo(1);
        assertThat(mirror.digest(repository, "1")).contains(second);
    }

    @Test
    void sourceRenamedWithTheSameDigestCopiesNothing() {
        String digest = push(upstream, "1", "v1");
        push(upstream, "renamed", "v1");
        stack.program(image());
        stack.up();
        stack.program(image(args -> args.source(upstream.ref(repository + ":renamed"))));
        UpResult up = stack.up();
        assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
        assertThat(up.standardOutput()).doesNotContain("copied");
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void deletePolicyChangedUpdatesTheRecordOnly() {
        push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        stack.program(image(args -> args.deletePolicy("retain")));
        UpResult up = stack.up();
        assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
        stack.destroy();
        assertThat(mirror.tags(repository)).containsExactly("1");
    }

    @Test
    void platformsMakeATrimmedIndexWhoseDigestIsPlanned() {
        push(upstream, "1", "v1");
        stack.program(image(args -> args.platforms("linux/amd64")));
        PreviewResult preview = stack.preview();
        UpResult up = stack.up();
        String digest = mirror.digest(repository, "1").orElseThrow();
        assertThat(preview.standardOutput()).contains(mirror.ref(repository + "@" + digest));
        assertThat(digestRef(up)).isEqualTo(mirror.ref(repository + "@" + digest));
        stack.up(options -> options.expectNoChanges(true));

        stack.program(image(args -> args.platforms("linux/arm64", "linux/amd64")));
        assertThat(count(stack.up(), OperationType.REPLACE)).isEqualTo(1);
        assertMirrored("v1", "1");
        stack.program(image(args -> args.platforms("linux/amd64", "linux/arm64")));
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void aPlatformThatIsNotThereIsRefusedInThePlan() {
        push(upstream, "1", "v1");
        stack.program(image(args -> args.platforms("windows/amd64")));
        assertThatThrownBy(() -> stack.preview())
                .hasMessageContaining("IS4013")
                .hasMessageContaining("linux/amd64, linux/arm64");
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void imagePolicyRemovesTheOldManifestAfterAReplacement() {
        String first = push(upstream, "1", "v1");
        stack.program(image(args -> args.deletePolicy("image")));
        stack.up();
        String second = push(upstream, "1", "v2");
        stack.up();
        assertThat(mirror.digest(repository, "1")).contains(second);
        assertThat(mirror.manifest(repository, first)).isEmpty();
        stack.destroy();
        assertThat(mirror.tags(repository)).isEmpty();
        assertThat(mirror.manifest(repository, second)).isEmpty();
    }

    @Test
    void destroyDeletesTheTagAndLeavesOthersOfTheDigest() {
        String digest = push(upstream, "1", "v1");
        stack.program(context -> {
            new ImageSync("one", args("1", "1"));
            new ImageSync("two", args("1", "2"));
        });
        stack.up();
        assertThat(mirror.tags(repository)).containsExactly("1", "2");
        stack.program(context -> new ImageSync("two", args("1", "2")));
        stack.up();
        assertThat(mirror.tags(repository)).containsExactly("2");
        assertMirrored("v1", "2");
        stack.destroy();
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void destroyLeavesATagThatPointsElsewhere() {
        push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        String foreign = push(mirror, "1", "somebody else's");
        assertThat(stack.destroy().standardOutput()).contains("stays in the registry", foreign);
        assertThat(mirror.digest(repository, "1")).contains(foreign);
    }

    @Test
    void destroyOfATagThatIsGoneSucceeds() {
        push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        deleteTag(mirror, "1");
        stack.destroy();
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void sourceGoneKeepsWhatIsThereAndWarns() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        deleteTag(upstream, "1");
        UpResult up = stack.up(options -> options.expectNoChanges(true));
        assertThat(up.standardOutput()).contains("warning", "does not exist any more", digest);
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void upstreamAwayKeepsWhatIsThereAndWarns() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        upstreamServer.stop();
        try {
            UpResult up = stack.up(options -> options.expectNoChanges(true));
            assertThat(up.standardOutput()).contains("warning", "could not be read", digest);
        } finally {
            upstreamServer.resume();
        }
        assertThat(mirror.digest(repository, "1")).contains(digest);
    }

    @Test
    void sourceMissingAtFirstWarnsInThePreviewAndFailsInTheCopy() {
        stack.program(image());
        assertThat(stack.preview().standardOutput()).contains("warning", "does not exist (yet)");
        assertThatThrownBy(() -> stack.up())
                .isInstanceOf(Stack.EngineFailure.class)
                .hasMessageContaining("IS4002")
                .hasMessageContaining(upstream.ref(repository + ":1"));
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void destinationAwayIsNeverReadAsGone() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        mirrorServer.stop();
        try {
            PreviewResult preview = stack.preview(options -> options.expectNoChanges(true));
            assertThat(preview.standardOutput()).contains("warning", "the record is kept");
            assertThat(stack.refresh().standardOutput()).contains("the record is kept");
            assertThatThrownBy(() -> stack.destroy()).hasMessageContaining("IS3001");
        } finally {
            mirrorServer.resume();
        }
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.up(options -> options.expectNoChanges(true));
    }

    @Test
    void refreshKeepsTheRecordOfAMissingTagAndUpRepairsIt() {
        String digest = push(upstream, "1", "v1");
        stack.program(image());
        stack.up();
        deleteTag(mirror, "1");
        stack.refresh();
        UpResult up = stack.up();
        assertThat(count(up, OperationType.UPDATE)).isEqualTo(1);
        assertThat(mirror.digest(repository, "1")).contains(digest);
        stack.up(options -> options.expectNoChanges(true));
    }
}
