package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewResult;
import com.pulumi.automation.UpResult;
import org.junit.jupiter.api.Test;

/** What Pulumi shows and does besides the contract of behaviour: previews that know digests, words of its own, a refresh. */
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
