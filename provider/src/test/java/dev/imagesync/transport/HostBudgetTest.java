package dev.imagesync.transport;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How many requests go to a registry at a time. */
class HostBudgetTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private HostBudget budget(int most) {
        return new HostBudget(most, now::get);
    }

    private void later() {
        now.updateAndGet(instant -> instant.plus(Duration.ofMillis(100)));
    }

    @Test
    void halvesOnceForAllThatHearTheSame() {
        HostBudget budget = budget(16);
        budget.tooMuch();
        budget.tooMuch();
        assertThat(budget.width()).isEqualTo(8);
        later();
        budget.tooMuch();
        assertThat(budget.width()).isEqualTo(4);
        for (int i = 0; i < 10; i++) {
            later();
            budget.tooMuch();
        }
        assertThat(budget.width()).isEqualTo(1);
    }

    @Test
    void growsByOneAfterAsManyGoodAnswersAsItIsWide() {
        HostBudget budget = budget(8);
        budget.tooMuch();
        for (int i = 0; i < 4; i++) {
            budget.wentWell();
        }
        assertThat(budget.width()).isEqualTo(5);
        for (int i = 0; i < 1000; i++) {
            budget.wentWell();
        }
        assertThat(budget.width()).isEqualTo(8);
    }

    @Test
    void whoWaitsForAPlaceCanBeCancelled() throws InterruptedException {
        HostBudget budget = budget(1);
        budget.enter(false, Operation.unattended());
        Operation cancellation = Operation.unattended();
        Thread waiting = Thread.currentThread();
        Thread canceller = Thread.ofPlatform().start(() -> {
            await("somebody waits").until(() -> waiting.getState() == Thread.State.WAITING);
            cancellation.cancellation().cancel();
        });
        assertProblem(Code.CANCELLED, () -> budget.enter(false, cancellation));
        canceller.join();
        budget.enter(true, Operation.unattended());
        budget.leave(true);
        budget.leave(false);
        budget.enter(false, Operation.unattended());
    }

    @Test
    void noMoreThanTheLimitAreOnTheirWay() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                Transport transport = new Transport(
                        new Reach(HostSettings.DEFAULTS, new Limits(3, Map.of()), Network.PLAIN),
                        Credentials.NONE,
                        Timing.DEFAULTS,
                        RequestLog.NONE)) {
            ImageGraphs.ofContent("v1").pushTo(registry.content(), "team/app", "1");
            registry.moveAway(Duration.ofMillis(20));
            RegistryClient client = new RegistryClient(transport);
            ImageReference image = ImageReference.parse(registry.host() + "/team/app:1");
            assertThat(findAtOnce(24, client, image)).allMatch(Optional::isPresent);
            assertThat(registry.mostAtOnce()).isEqualTo(3);
        }
    }

    @Test
    void everybodyIsServedInTheEndByARegistryThatHasTooMuchToDo() throws Exception {
        TestTiming time = new TestTiming();
        try (FakeRegistry registry = FakeRegistry.start();
                Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
            ImageGraphs.ofContent("v1").pushTo(registry.content(), "team/app", "1");
            // Four refusals, so that no request can meet more than the engine bears for one.
            registry.faults().on("HEAD", ".*").times(4, Fault.status(429));
            RegistryClient client = new RegistryClient(transport);
            ImageReference image = ImageReference.parse(registry.host() + "/team/app:1");
            assertThat(findAtOnce(30, client, image)).allMatch(Optional::isPresent);
            assertThat(registry.exchanges().of("HEAD", ".*")).hasSize(34);
        }
    }

    private static List<Optional<ManifestInfo>> findAtOnce(int times, RegistryClient client, ImageReference image)
            throws Exception {
        Callable<Optional<ManifestInfo>> find = () -> client.find(image, Operation.unattended());
        List<Optional<ManifestInfo>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<ManifestInfo>> one : threads.invokeAll(Collections.nCopies(times, find))) {
                found.add(one.get());
            }
        }
        return found;
    }
}
