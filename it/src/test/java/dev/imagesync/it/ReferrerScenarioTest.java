package dev.imagesync.it;

import static dev.imagesync.it.Stack.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpResult;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import org.junit.jupiter.api.Test;

/** Signatures and SBOMs follow their image; both sides have the referrers API, which distribution 3 has not. */
class ReferrerScenarioTest {

    private static final String FROM = "team/app";

    @Test
    void turnedOnOrAttachedSinceIsAnUpdateThatCopiesWhatIsNew() {
        try (FakeRegistry upstream = FakeRegistry.start();
                FakeRegistry mirror = FakeRegistry.start();
                Stack stack = new Stack()) {
            ImageGraph image = ImageGraphs.ofContent("v1");
            image.pushTo(upstream.content(), FROM, "1");
            String first = Attachments.attach(upstream, FROM, image.root(), "first");
            ImageSyncArgs.Builder args = ImageSyncArgs.builder()
                    .source(upstream.host() + "/team/app:1")
                    .destination(mirror.host() + "/mirror/app:1");
            stack.program(context -> new ImageSync("app", args.build()));
            stack.up();
            assertThat(mirror.content().manifest("mirror/app", first)).isEmpty();

            stack.program(
                    context -> new ImageSync("app", args.includeReferrers(true).build()));
            UpResult turnedOn = stack.up();
            assertThat(count(turnedOn, OperationType.UPDATE)).isEqualTo(1);
            assertThat(mirror.content().manifest("mirror/app", first)).isPresent();
            stack.up(options -> options.expectNoChanges(true));

            String second = Attachments.attach(upstream, FROM, image.root(), "second");
            assertThat(count(stack.up(), OperationType.UPDATE)).isEqualTo(1);
            assertThat(mirror.content().manifest("mirror/app", second)).isPresent();
            stack.up(options -> options.expectNoChanges(true));
        }
    }
}
