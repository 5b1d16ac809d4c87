package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.behaviour.Recorded;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Value;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How long a delete waits for a create of its destination that nothing has announced yet. */
class HandOverTest {

    private static final ImageReference TAG = ImageReference.parse("mirror.example/app:1");
    private static final Duration QUIET = Duration.ofMillis(50);

    private final HandOver handOver = new HandOver(QUIET);

    private CompletableFuture<Boolean> delete() {
        HandOver.Image image = new HandOver.Image(
                new Recorded(
                        null,
                        TAG,
                        Recorded.Content.of(Digest.parse("sha256:" + "a".repeat(64)), ""),
                        null,
                        Recorded.Options.DEFAULTS),
                Value.fields(Map.of()),
                PrivateState.NOTHING);
        return CompletableFuture.supplyAsync(() -> handOver.giveIfExpected(image, Operation.unattended()));
    }

    @Test
    void aDeleteWaitsAsLongAsOtherCallsAreAtWorkSinceMoreMayFollow() {
        CountDownLatch copied = new CountDownLatch(1);
        CompletableFuture<Boolean> copy = CompletableFuture.supplyAsync(() -> handOver.working(() -> isOver(copied)));
        CompletableFuture<Boolean> delete = delete();
        await().during(QUIET.multipliedBy(5)).until(() -> !delete.isDone());
        copied.countDown();
        assertThat(copy).succeedsWithin(Duration.ofSeconds(10));
        handOver.expect(TAG);
        assertThat(delete).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        assertThat(handOver.begin(TAG)).isPresent();
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeleteThatNothingFollowsGoesOn() {
        assertThat(delete()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
    }

    @Test
    void aCreateThatIsAtWorkTakesTheImageAtItsEnd() {
        handOver.expect(TAG);
        assertThat(handOver.begin(TAG)).isEmpty();
        assertThat(delete()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        assertThat(handOver.end(TAG)).isPresent();
    }

    @Test
    void aCreateThatIsOverIsNotWaitedFor() {
        handOver.expect(TAG);
        handOver.begin(TAG);
        handOver.end(TAG);
        assertThat(delete()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
    }
}
