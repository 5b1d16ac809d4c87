package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The engine plans one resource after the other; the registries are read all at once all the same. */
class LookAheadScenarioTest {

    private static final int IMAGES = Integer.getInteger("imagesync.images", 24);

    private static Consumer<Context> images(FakeRegistry upstream, FakeRegistry mirror) {
        return context -> {
            for (int i = 0; i < IMAGES; i++) {
                new ImageSync(
                        "app" + i,
                        ImageSyncArgs.builder()
                                .source(upstream.host() + "/team/app" + i + ":1")
                                .destination(mirror.host() + "/mirror/app" + i + ":1")
                                .build());
            }
        };
    }

    @Test
    void manyImagesAreReadAtOnceAndEachSideOnce() {
        try (FakeRegistry upstream = FakeRegistry.start();
                FakeRegistry mirror = FakeRegistry.start();
                Stack stack = new Stack()) {
            for (int i = 0; i < IMAGES; i++) {
                ImageGraphs.ofContent("app" + i).pushTo(upstream.content(), "team/app" + i, "1");
            }
            stack.program(images(upstream, mirror));
            stack.up();
            upstream.exchanges().clear();
            mirror.exchanges().clear();
            upstream.moveAway(Duration.ofMillis(100));
            mirror.moveAway(Duration.ofMillis(100));

            long start = System.nanoTime();
            stack.preview(options -> options.expectNoChanges(true));
            System.out.printf(
                    "preview of %d images, 100 ms to each registry: %.1f s%n",
                    IMAGES, (System.nanoTime() - start) / 1e9);

            assertThat(upstream.exchanges().all()).hasSize(IMAGES);
            assertThat(mirror.exchanges().all()).hasSize(IMAGES);
            assertThat(upstream.mostAtOnce()).isGreaterThan(4);
            assertThat(mirror.mostAtOnce()).isGreaterThan(4);
        }
    }
}
