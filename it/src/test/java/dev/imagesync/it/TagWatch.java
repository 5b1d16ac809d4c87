package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.RegistryContent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at tags all the time from a thread of its own. Closing it fails if a tag was ever missing, if a look failed, or if
 * nobody looked: a watch that died proves nothing.
 */
final class TagWatch implements AutoCloseable {

    /** Between two rounds of looks, so that the watched programs have the processor too. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final RegistryContent registry;
    private final String repository;
    private final List<String> tags;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final Map<String, Integer> misses = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> watching;

    private TagWatch(RegistryContent registry, String repository, Collection<String> tags) {
        this.registry = registry;
        this.repository = repository;
        this.tags = List.copyOf(tags);
        this.watching = CompletableFuture.runAsync(
                this::watch, command -> Thread.ofPlatform().daemon().start(command));
    }

    /** Watches these tags, which are there now. */
    static TagWatch of(RegistryContent registry, String repository, Collection<String> tags) {
        assertThat(registry.tags(repository)).as("tags before the watch").containsAll(tags);
        return new TagWatch(registry, repository, tags);
    }

    static TagWatch of(RegistryContent registry, String repository, String tag) {
        return of(registry, repository, List.of(tag));
    }

    private void watch() {
        do {
            for (String tag : tags) {
                if (registry.manifest(repository, tag).isEmpty()) {
                    misses.merge(tag, 1, Integer::sum);
                }
            }
            looks.incrementAndGet();
        } while (!isOver());
    }

    private boolean isOver() {
        try {
            return end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the watch was interrupted", e);
        }
    }

    /** How often all tags were looked at so far. */
    int looks() {
        return looks.get();
    }

    /** Whether a look failed, so that there are no more. */
    boolean isDead() {
        return watching.isCompletedExceptionally();
    }

    @Override
    public void close() {
        end.countDown();
        watching.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(looks.get()).as("looks at the tags").isPositive();
        assertThat(misses).as("tags that were missing, of %s looks", looks).isEmpty();
    }
}
