package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.operation.Operation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FailFastTest {

    private static final List<Integer> MANY = IntStream.range(0, 50).boxed().toList();

    @Test
    void oneThingAloneIsDoneByTheThreadThatAsks() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        FailFast.forEach(
                List.of(1), 8, Operation.unattended(), (item, operation) -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void asManyAsAllowedAreDoneAtOnceTheCallersAmongThem() {
        CyclicBarrier all = new CyclicBarrier(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        FailFast.forEach(List.of(1, 2, 3), 3, Operation.unattended(), (item, operation) -> {
            threads.add(Thread.currentThread());
            awaitAt(all);
        });
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void noMoreThanAllowedAreDoneAtOnceAndEachOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        FailFast.forEach(MANY, 3, Operation.unattended(), (item, operation) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            assertThat(done.add(item)).isTrue();
            now.decrementAndGet();
        });
        assertThat(done).hasSameElementsAs(MANY);
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(now).hasValue(0);
    }

    @Test
    void whatFailsInAnyThreadComesOutAndTheRestIsNotBegun() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger begun = new AtomicInteger();
        Thread caller = Thread.currentThread();
        for (boolean inCaller : new boolean[] {true, false}) {
            begun.set(0);
            assertThatThrownBy(() -> FailFast.forEach(MANY, 2, Operation.unattended(), (item, operation) -> {
                        begun.incrementAndGet();
                        awaitAt(both);
                        if (inCaller == (Thread.currentThread() == caller)) {
                            throw new IllegalStateException("no");
                        }
                        awaitTheEnd(operation);
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(begun).hasValue(2);
        }
    }

    private static void awaitTheEnd(Operation operation) {
        while (!operation.cancellation().isCancelled()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitAt(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
