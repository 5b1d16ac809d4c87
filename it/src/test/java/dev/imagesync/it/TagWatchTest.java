package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the watch, on which the scenarios rely, would see what it is there to see. */
class TagWatchTest {

    private final FakeRegistry registry = FakeRegistry.start();
    private final RegistryProbe probe = new RegistryProbe(registry.host());

    @BeforeEach
    void fill() {
        ImageGraphs.ofContent("one").pushTo(registry.content(), "app", "1");
        ImageGraphs.ofContent("two").pushTo(registry.content(), "app", "2");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void passesWhereNoTagIsEverMissing() {
        try (TagWatch watch = TagWatch.of(probe, "app", List.of("1", "2"))) {
            awaitMoreLooks(watch);
        }
        assertThat(registry.exchanges().of("GET", ".*/manifests/2")).isNotEmpty();
    }

    @Test
    void findsATagThatWasMissingForAWhile() {
        TagWatch watch = TagWatch.of(registry.content(), "app", List.of("1", "2"));
        assertThat(probe.deleteManifest("app", "2")).isEqualTo(202);
        awaitMoreLooks(watch);
        ImageGraphs.ofContent("two").pushTo(registry.content(), "app", "2");
        assertThatThrownBy(watch::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"2\"=")
                .hasMessageNotContaining("\"1\"=");
    }

    @Test
    void failsWhenTheRegistryCannotBeAskedAnyMore() {
        TagWatch watch = TagWatch.of(probe, "app", "1");
        awaitMoreLooks(watch);
        registry.close();
        await("a look that fails").until(watch::isDead);
        assertThatThrownBy(watch::close).rootCause().isInstanceOf(IOException.class);
    }

    @Test
    void refusesToWatchATagThatIsNotThere() {
        assertThatThrownBy(() -> TagWatch.of(probe, "app", "3")).isInstanceOf(AssertionError.class);
    }

    private static void awaitMoreLooks(TagWatch watch) {
        int before = watch.looks();
        await("another look, begun after this one").until(() -> watch.looks() > before + 1);
    }
}
