package dev.imagesync.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.imagesync.testkit.Content;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.MediaTypes;
import dev.imagesync.testkit.RegistryProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the fake refuses besides what OCI's conformance test asks of it, and what its faults do on the wire. */
class FakeRegistryTest {

    private static final byte[] BLOB = "a blob".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = Content.sha256(BLOB);

    private static void assertRefused(FakeRegistry registry, String mediaType, String manifest, String error) {
        RegistryProbe probe = new RegistryProbe(registry.host());
        assertThatThrownBy(
                        () -> probe.pushManifest("team/app", "1", mediaType, manifest.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(error);
        assertThat(probe.tags("team/app")).isEmpty();
    }

    private static String image(String config) {
        return "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"x/y\",\"digest\":\"" + config
                + "\",\"size\":6},\"layers\":[]}";
    }

    @Test
    void refusesAManifestThatIsNotWholeOrNotWhatItSays() {
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.content().pushBlob("team/app", DIGEST, BLOB);
            String whole = image(DIGEST);
            String missing = image("sha256:" + "0".repeat(64));
            String index = "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:" + "0".repeat(64) + "\"}]}";
            assertRefused(registry, MediaTypes.OCI_IMAGE, missing, "MANIFEST_BLOB_UNKNOWN");
            assertRefused(registry, MediaTypes.OCI_INDEX, index, "MANIFEST_BLOB_UNKNOWN");
            assertRefused(registry, MediaTypes.OCI_IMAGE, whole.replace(":6", ":7"), "MANIFEST_INVALID");
            assertRefused(registry, MediaTypes.OCI_INDEX, whole, "MANIFEST_INVALID");
            assertRefused(registry, "application/json", whole, "MANIFEST_INVALID");
            assertRefused(registry, MediaTypes.OCI_IMAGE, "not json", "MANIFEST_INVALID");
        }
    }

    @Test
    void holdsEveryGraphThatIsPushedToIt() {
        try (FakeRegistry registry = FakeRegistry.start()) {
            RegistryProbe probe = new RegistryProbe(registry.host());
            LongStream.range(0, 60).forEach(seed -> {
                ImageGraph graph = seed % 2 == 0 ? ImageGraphs.random(seed) : ImageGraphs.randomSha512(seed);
                graph.pushTo(probe, "graphs/g" + seed, "t");
                assertThat(graph.differencesIn(registry.content(), "graphs/g" + seed, "t"))
                        .isEmpty();
            });
        }
    }

    @Test
    void deletesAsItsKindDoes() {
        for (FakeOptions.Deletes deletes : FakeOptions.Deletes.values()) {
            try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withDeletes(deletes))) {
                registry.content().pushBlob("team/app", DIGEST, BLOB);
                byte[] manifest = image(DIGEST).getBytes(StandardCharsets.UTF_8);
                registry.content().pushManifest("team/app", "1", MediaTypes.OCI_IMAGE, manifest);
                RegistryProbe probe = new RegistryProbe(registry.host());
                int tag = probe.deleteManifest("team/app", "1");
                int digest = probe.deleteManifest("team/app", Content.sha256(manifest));
                switch (deletes) {
                    case ALL -> assertThat(new int[] {tag, digest}).containsExactly(202, 202);
                    case NO_TAGS -> assertThat(new int[] {tag, digest}).containsExactly(400, 202);
                    case NOTHING -> assertThat(new int[] {tag, digest}).containsExactly(405, 405);
                }
            }
        }
    }

    @Test
    void storesNothingOfAnUploadThatBreaksOff() throws IOException {
        try (FakeRegistry registry = FakeRegistry.start();
                Socket socket = new Socket("127.0.0.1", registry.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v2/team/app/blobs/uploads/?digest=" + DIGEST + " HTTP/1.1\r\nHost: " + registry.host()
                            + "\r\nContent-Length: 6\r\n\r\na bl")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isNegative();
            assertThat(registry.content().blob("team/app", DIGEST)).isEmpty();
        }
    }

    @Test
    void countsTheMatchesOfEachRuleByItself() {
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.content().pushBlob("team/app", DIGEST, BLOB);
            registry.faults().on("GET", ".*/blobs/.*").nth(2, Fault.status(500));
            registry.faults().on("*", ".*").times(3, Fault.without("Docker-Content-Digest"));
            RegistryProbe probe = new RegistryProbe(registry.host());
            for (int i = 0; i < 4; i++) {
                assertThat(probe.blob("team/app", DIGEST).isPresent()).isEqualTo(i != 1);
            }
            assertThat(registry.exchanges().of("GET", ".*/blobs/.*"))
                    .extracting(Exchange::status, Exchange::bytesOut)
                    .containsExactly(tuple(200, 6L), tuple(500, 0L), tuple(200, 6L), tuple(200, 6L));
        }
    }

    @Test
    void endsWhileAnAnswerIsStalled() throws IOException {
        FakeRegistry registry = FakeRegistry.start();
        registry.content().pushBlob("team/app", DIGEST, BLOB);
        registry.faults().on("GET", ".*").always(new Fault.Stalled());
        try (Socket socket = new Socket("127.0.0.1", registry.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream()
                    .write(("GET /v2/team/app/blobs/" + DIGEST + " HTTP/1.1\r\nHost: " + registry.host() + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String half = "";
            while (!half.endsWith("\r\n\r\na b")) {
                half += (char) socket.getInputStream().read();
            }
            registry.close();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }
}
