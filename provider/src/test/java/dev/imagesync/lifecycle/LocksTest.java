package dev.imagesync.lifecycle;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.ImageReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One lock a destination. */
class LocksTest {

    private static final ImageReference TAG = ImageReference.parse("registry.test/app:1");
    private static final ImageReference SAME = ImageReference.parse("REGISTRY.test/app:1");
    private static final ImageReference OTHER = ImageReference.parse("registry.test/app:2");

    private final Locks locks = new Locks();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);

    private Thread holder() throws InterruptedException {
        Thread holder = Thread.ofPlatform()
                .start(() -> locks.holding(TAG, Operation.unattended(), () -> {
                    held.countDown();
                    await("the release").until(() -> release.getCount() == 0);
                    return TAG;
                }));
        held.await();
        return holder;
    }

    @Test
    void worksOnADestinationOneAfterTheOtherWhateverItsSpelling() throws InterruptedException {
        Thread holder = holder();
        AtomicInteger worked = new AtomicInteger();
        Thread waiting =
                Thread.ofPlatform().start(() -> locks.holding(SAME, Operation.unattended(), worked::incrementAndGet));
        assertThat(locks.holding(OTHER, Operation.unattended(), () -> "at once"))
                .isEqualTo("at once");
        await("somebody waits").until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(worked).hasValue(0);
        release.countDown();
        waiting.join();
        holder.join();
        assertThat(worked).hasValue(1);
    }

    @Test
    void whoWaitsCanBeEnded() throws InterruptedException {
        Thread holder = holder();
        Operation ended = Operation.unattended();
        Thread.ofPlatform().start(() -> ended.cancellation().cancel());
        assertProblem(Code.CANCELLED, () -> locks.holding(TAG, ended, () -> TAG));
        release.countDown();
        holder.join();
    }
}
