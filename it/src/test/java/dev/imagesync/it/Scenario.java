package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.automation.UpResult;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What every scenario starts from: an upstream, a mirror, a stack of its own and a repository of its own on both sides. */
abstract class Scenario {

    static LocalRegistry upstreamServer;
    static LocalRegistry mirrorServer;
    static RegistryView upstream;
    static RegistryView mirror;

    Stack stack;
    /** A repository for each scenario, the same name on both sides. */
    String repository;

    @BeforeAll
    static void startRegistries() {
        upstreamServer = LocalRegistry.start();
        mirrorServer = LocalRegistry.start();
        upstream = new RegistryView(upstreamServer);
        mirror = new RegistryView(mirrorServer);
    }

    @AfterAll
    static void stopRegistries() {
        upstreamServer.close();
        mirrorServer.close();
    }

    @BeforeEach
    void startStack(TestInfo test) {
        repository = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        stack = new Stack();
    }

    @AfterEach
    void closeStack() {
        stack.close();
    }

    Consumer<Context> image(UnaryOperator<ImageSyncArgs.Builder> more) {
        return context -> {
            var image = new ImageSync(
                    "app",
                    more.apply(ImageSyncArgs.builder()
                                    .source(upstream.ref(repository + ":1"))
                                    .destination(mirror.ref(repository + ":1")))
                            .build());
            context.export("digestRef", image.digestRef());
        };
    }

    Consumer<Context> image() {
        return image(args -> args);
    }

    static String digestRef(UpResult result) {
        return (String) result.outputs().get("digestRef").value();
    }

    void assertWholeImage(String digest) {
        assertThat(mirror.contentOf(repository, digest)).isEqualTo(upstream.contentOf(repository, digest));
        for (String content : upstream.contentOf(repository, digest)) {
            assertThat(mirror.bytes(repository, content)).isEqualTo(upstream.bytes(repository, content));
        }
    }

    ImageSyncArgs args(String from, String to) {
        return ImageSyncArgs.builder()
                .source(upstream.ref(repository + ":" + from))
                .destination(mirror.ref(repository + ":" + to))
                .build();
    }
}
