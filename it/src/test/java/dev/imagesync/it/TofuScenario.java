package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every scenario of OpenTofu starts from: an upstream that has an image, an empty mirror, and a program. */
abstract class TofuScenario {

    static final ImageGraph ONE = ImageGraphs.ofContent("one");
    static final ImageGraph TWO = ImageGraphs.ofContent("two");
    static final String REPOSITORY = "mirror/hello";

    @TempDir
    Path folder;

    final FakeRegistry upstream = FakeRegistry.start();
    final FakeRegistry mirror = FakeRegistry.start();
    Tofu tofu;
    private final AttachedProvider provider = AttachedProvider.terraform();

    @BeforeEach
    void start() throws IOException {
        ONE.pushTo(upstream.content(), "library/hello", "1");
        tofu = engine(folder).program(hello(""));
    }

    /** The engine in this folder. */
    Tofu engine(Path folder) throws IOException {
        return Tofu.attached(folder, tool(), provider);
    }

    /** The engine's name among the tools of the tests. */
    String tool() {
        return "tofu";
    }

    @AfterEach
    void stop() {
        provider.close();
        upstream.close();
        mirror.close();
    }

    /** The image, something that takes its digest, and these lines in the resource. */
    String hello(String more) {
        return """
                resource "imagesync" "hello" {
                  source      = "%s/library/hello:1"
                  destination = "%s/mirror/hello:1"
                  %s
                }
                resource "terraform_data" "deployment" {
                  input = imagesync.hello.id
                }
                output "deployed" {
                  value = terraform_data.deployment.output
                }
                """
                .formatted(upstream.host(), mirror.host(), more);
    }

    /** The upstream's tag points at this image from now on. */
    void release(ImageGraph image) {
        image.pushTo(upstream.content(), "library/hello", "1");
    }

    /** What changed the mirror since its log was cleared. */
    List<Exchange> written() {
        return mirror.exchanges().all().stream()
                .filter(exchange -> !Set.of("GET", "HEAD").contains(exchange.method()))
                .toList();
    }

    String ref(ImageGraph image) {
        return mirror.host() + "/" + REPOSITORY + "@" + image.root().digest();
    }

    void assertMirrored(ImageGraph image) {
        assertThat(image.differencesIn(mirror.content(), REPOSITORY, "1")).isEmpty();
    }

    void assertDeployed(ImageGraph image) throws IOException {
        assertMirrored(image);
        assertThat(tofu.output("deployed")).isEqualTo(ref(image));
    }
}
