package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.automation.UpResult;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProbe;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every scenario starts from: an upstream, a mirror, a stack of its own and a repository of its own on both sides. */
abstract class Scenario extends TwoRegistries {

    Stack stack;

    @BeforeEach
    void startStack() {
        stack = newStack();
    }

    /** A stack of its own for each scenario. */
    Stack newStack() {
        return new Stack();
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

    /** Pushes an image of two platforms to this scenario's repository; gives the digest of its index. */
    String push(RegistryProbe registry, String tag, String content) {
        ImageGraph image = ImageGraphs.ofContent(content);
        image.pushTo(registry, repository, tag);
        return image.root().digest();
    }

    void deleteTag(RegistryProbe registry, String tag) {
        assertThat(registry.deleteManifest(repository, tag)).isEqualTo(202);
    }

    /** Asserts that the mirror holds all of this image, byte for byte, under this tag. */
    void assertMirrored(String content, String tag) {
        assertThat(ImageGraphs.ofContent(content).differencesIn(mirror, repository, tag))
                .isEmpty();
    }

    ImageSyncArgs args(String from, String to) {
        return ImageSyncArgs.builder()
                .source(upstream.ref(repository + ":" + from))
                .destination(mirror.ref(repository + ":" + to))
                .build();
    }
}
