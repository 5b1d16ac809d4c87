package dev.imagesync.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.transport.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Answers that no registry should give. */
class OddAnswerTest {

    @Test
    void aDigestThatIsNoneIsTheRegistrysFaultAndNotTheUsers() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:12");
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.index.v1+json");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (Registries registries = Registries.anonymous()) {
            ImageReference tag =
                    ImageReference.parse("127.0.0.1:" + server.getAddress().getPort() + "/team/app:1");
            assertThatThrownBy(() -> registries.client().find(tag, new Cancellation()))
                    .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.UNEXPECTED_ANSWER);
                        assertThat(e.problem().answer()).contains("sha256:12");
                    });
        } finally {
            server.stop(0);
        }
    }
}
