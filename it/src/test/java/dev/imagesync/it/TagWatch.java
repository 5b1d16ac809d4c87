package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Looks at tags all the time, and finds out whether one is ever missing. A watch that dies is a failure when it ends. */
final class TagWatch {

    private final AtomicBoolean watching = new AtomicBoolean(true);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<Throwable> died = new AtomicReference<>();
    private final List<String> missed = new ArrayList<>();
    private final Thread watcher;

    private TagWatch(Collection<String> tags, Predicate<String> isThere) {
        this.watcher = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (watching.get()) {
                    for (String tag : tags) {
                        if (!isThere.test(tag)) {
                            missed.add(tag);
                        }
                    }
                    looks.incrementAndGet();
                }
            } catch (RuntimeException | Error e) {
                died.set(e);
            }
        });
    }

    /** Watches these tags from now on. */
    static TagWatch over(Collection<String> tags, Predicate<String> isThere) {
        return new TagWatch(tags, isThere);
    }

    /** Ends, and says that no look ever found a tag missing. */
    void assertNeverMissing() throws InterruptedException {
        watching.set(false);
        watcher.join();
        assertThat(died).as("the watch itself").hasValue(null);
        assertThat(looks.get()).as("looks").isPositive();
        assertThat(missed)
                .as("tags that were missing in one of %s looks", looks)
                .isEmpty();
    }
}
