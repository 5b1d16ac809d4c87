package dev.imagesync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.CopyRequest;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.SharedBlobs;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.RequestLog;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is out for credentials, for our time or for our memory, or that says one thing and gives another. */
class HostileRegistryTest {

    private static final String TAGS = ".*/tags/list";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final FakeRegistry hostile = FakeRegistry.start(FakeOptions.STRICT.withTokens());
    private final FakeRegistry mirror = FakeRegistry.start();
    private final FakeRegistry elsewhere = FakeRegistry.start();
    private final Candidate alice =
            new Candidate(new Credential.Basic(RegistryOptions.USER, RegistryOptions.PASSWORD), "the test");
    private final Transport transport = new Transport(
            HostSettings.DEFAULTS,
            repository -> repository.registry().equals(new Registry(hostile.host())) ? List.of(alice) : List.of(),
            new TestTiming().timing(),
            (RequestLog) log::add);
    private final RegistryClient client = new RegistryClient(transport);
    private final Repository repository = Repository.parse(hostile.host() + "/team/app");
    private final ImageReference destination = ImageReference.parse(mirror.host() + "/mirror/app:1");

    @AfterEach
    void close() {
        transport.close();
        hostile.close();
        mirror.close();
        elsewhere.close();
    }

    private static void assertRefused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ImagesyncException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }

    private void copy(String digest) {
        new ImageCopier(client, new SharedBlobs())
                .copy(CopyRequest.whole(repository.at(Digest.parse(digest)), destination), Operation.unattended());
    }

    private String push(String json, String mediaType) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(Digest.Algorithm.SHA256, bytes).toString();
        hostile.content().pushManifest("team/app", digest, mediaType, bytes);
        return digest;
    }

    /** Has an index in the registry that no honest one would take. */
    private String serve(String index) {
        String digest = Digest.of(Digest.Algorithm.SHA256, index.getBytes(StandardCharsets.UTF_8))
                .toString();
        hostile.faults()
                .on("GET", ".*/manifests/" + digest)
                .always(new Fault.Status(200, Map.of("Content-Type", MediaTypes.OCI_INDEX), index));
        return digest;
    }

    @Test
    void aTokenServiceThatRedirectsIsNotFollowed() {
        hostile.faults().on("GET", "/token").always(new Fault.Redirect("http://" + elsewhere.host() + "/token"));
        assertRefused(Code.TOKEN_SERVICE_FAILED, () -> client.tags(repository, Operation.unattended()));
        assertThat(elsewhere.exchanges().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json, but t0ken-leak", "[]", "{\"expires_in\":300}", "{\"token\":\"\"}"})
    void aTokenThatIsNoneIsRefusedAndNotQuoted(String body) {
        hostile.faults().on("GET", "/token").always(new Fault.Status(200, Map.of(), body));
        assertThatThrownBy(() -> client.tags(repository, Operation.unattended()))
                .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.TOKEN_SERVICE_FAILED);
                    assertThat(e.problem().render()).doesNotContain("t0ken-leak");
                });
    }

    @Test
    void aTokenAnswerOfManyMegabytesIsNotRead() {
        String body = "{\"token\":\"" + "x".repeat(10 << 20) + "\"}";
        hostile.faults().on("GET", "/token").always(new Fault.Status(200, Map.of(), body));
        assertRefused(Code.TOKEN_SERVICE_FAILED, () -> client.tags(repository, Operation.unattended()));
    }

    @Test
    void aNextPageOnAnotherHostIsNotFetched() {
        String next = "<http://" + elsewhere.host() + "/v2/team/app/tags/list?last=1>; rel=\"next\"";
        ImageGraphs.ofContent("v1").pushTo(hostile.content(), "team/app", "1");
        hostile.faults().on("GET", TAGS).nth(2, new Fault.Header("Link", next));
        assertRefused(Code.UNEXPECTED_ANSWER, () -> client.tags(repository, Operation.unattended()));
        assertThat(elsewhere.exchanges().all()).isEmpty();
    }

    @Test
    void pagesThatRepeatThemselvesEnd() {
        ImageGraphs.ofContent("v1").pushTo(hostile.content(), "team/app", "1");
        hostile.faults()
                .on("GET", TAGS)
                .always(new Fault.Header("Link", "</v2/team/app/tags/list?last=1>; rel=\"next\""));
        assertThat(client.tags(repository, Operation.unattended())).isPresent();
        assertThat(hostile.exchanges().of("GET", TAGS)).hasSizeLessThan(5);
    }

    @Test
    void aForeignLayerIsNeverFetched() {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        String configDigest = Digest.of(Digest.Algorithm.SHA256, config).toString();
        hostile.content().pushBlob("team/app", configDigest, config);
        String image = push(
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_IMAGE + "\",\"config\":{\"mediaType\":"
                        + "\"application/vnd.docker.container.image.v1+json\",\"digest\":\"" + configDigest
                        + "\",\"size\":2},\"layers\":[{\"mediaType\":"
                        + "\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"digest\":\"sha256:"
                        + "1".repeat(64) + "\",\"size\":7,\"urls\":[\"http://" + elsewhere.host() + "/layer\"]}]}",
                MediaTypes.DOCKER_IMAGE);
        copy(image);
        assertThat(elsewhere.exchanges().all()).isEmpty();
        assertThat(mirror.content().manifest("mirror/app", "1")).isPresent();
    }

    @Test
    void aManifestOfManyMegabytesIsNotRead() {
        String huge =
                serve("{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"x\":\"" + "y".repeat(9 << 20) + "\"}}");
        assertRefused(Code.MANIFEST_TOO_LARGE, () -> copy(huge));
        assertThat(mirror.content().tags("mirror/app")).isEmpty();
    }

    @Test
    void anIndexInAnIndexInAnIndexHasAnEnd() {
        String digest = push("{\"schemaVersion\":2,\"manifests\":[]}", MediaTypes.OCI_INDEX);
        for (int depth = 0; depth < 12; depth++) {
            digest = push(indexOf(List.of(digest)), MediaTypes.OCI_INDEX);
        }
        String root = digest;
        assertRefused(Code.GRAPH_TOO_DEEP, () -> copy(root));
        assertThat(mirror.content().tags("mirror/app")).isEmpty();
    }

    @Test
    void anIndexOfTenThousandsIsRefused() {
        List<String> children = IntStream.range(0, 10_001)
                .mapToObj(i -> "sha256:" + String.format("%064x", i))
                .toList();
        String root = serve(indexOf(children));
        assertRefused(Code.MANIFEST_MALFORMED, () -> copy(root));
        assertThat(hostile.exchanges().of("GET", ".*/manifests/.*")).hasSizeLessThan(5);
    }

    @Test
    void aChildThatIsListedAThousandTimesIsFetchedOnce() {
        String child = push("{\"schemaVersion\":2,\"manifests\":[]}", MediaTypes.OCI_INDEX);
        copy(push(indexOf(Collections.nCopies(1000, child)), MediaTypes.OCI_INDEX));
        assertThat(hostile.exchanges().of("GET", ".*/manifests/" + child)).hasSizeLessThan(3);
    }

    private static String indexOf(List<String> children) {
        return children.stream()
                .map(digest ->
                        "{\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"digest\":\"" + digest + "\",\"size\":34}")
                .collect(Collectors.joining(",", "{\"schemaVersion\":2,\"manifests\":[", "]}"));
    }

    @Test
    void aTagThatMovesWhileItIsCopiedDoesNotChangeWhatIsCopied() {
        ImageGraphs.ofContent("v1").pushTo(hostile.content(), "team/app", "1");
        ImageReference tag = ImageReference.parse(hostile.host() + "/team/app:1");
        Digest resolved = client.find(tag, Operation.unattended()).orElseThrow().digest();
        ImageGraphs.ofContent("v2").pushTo(hostile.content(), "team/app", "1");
        copy(resolved.toString());
        assertThat(ImageGraphs.ofContent("v1").differencesIn(mirror.content(), "mirror/app", "1"))
                .isEmpty();
    }

    @Test
    void theRequestLogHasNoCredentialAndNoQuery() {
        ImageGraphs.ofContent("v1").pushTo(hostile.content(), "team/app", "1");
        hostile.faults()
                .on("GET", TAGS)
                .nth(2, new Fault.Redirect("http://" + elsewhere.host() + "/v2/?signature=s3cret"));
        assertThat(client.tags(repository, Operation.unattended())).isPresent();
        assertThat(log).anyMatch(line -> line.contains(elsewhere.host()));
        assertThat(String.join("\n", log)).doesNotContain("s3cret", RegistryOptions.PASSWORD, "token-");
    }

    @Test
    void aRedirectThatIsRefusedIsQuotedWithoutItsSignature() {
        hostile.faults().on("GET", TAGS).always(new Fault.Redirect("https://169.254.169.254/latest?signature=s3cret"));
        assertThatThrownBy(() -> client.tags(repository, Operation.unattended()))
                .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.ADDRESS_REFUSED);
                    assertThat(e.problem().render()).doesNotContain("s3cret");
                });
    }

    @Test
    void credentialsPrintNoSecret() {
        assertThat(alice + " " + alice.credential() + " " + new Credential.IdentityToken("s3cret"))
                .doesNotContain(RegistryOptions.PASSWORD, "s3cret");
    }

    @Test
    void plainHttpForOneHostIsForNoOther() {
        HostSettings hosts = new HostSettings(
                Map.of(new Registry("plain.example.com"), HostSettings.Host.DEFAULTS.withPlainHttp(true)));
        assertThat(hosts.root(new Registry("plain.example.com"))).isEqualTo(URI.create("http://plain.example.com"));
        assertThat(hosts.root(new Registry("plain.example.com:5000")).getScheme())
                .isEqualTo("https");
        assertThat(hosts.root(new Registry("other.example.com")).getScheme()).isEqualTo("https");
    }

    @Test
    void aCancelledCopyClosesBothLegsAndDeletesItsUpload() throws Exception {
        ImageGraphs.ofRandomLayers(1, 1, 1 << 20).pushTo(hostile.content(), "team/app", "1");
        hostile.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        Operation copy = Operation.unattended();
        Digest root = client.find(ImageReference.parse(hostile.host() + "/team/app:1"), copy)
                .orElseThrow()
                .digest();
        FutureTask<CopyReport> copying = new FutureTask<>(() -> new ImageCopier(client, new SharedBlobs())
                .copy(CopyRequest.whole(repository.at(root), destination), copy));
        Thread.startVirtualThread(copying);
        await("the upload has begun").until(() -> mirror.openUploads() > 0);
        copy.cancellation().cancel();
        assertThatThrownBy(copying::get).cause().isInstanceOfSatisfying(ImagesyncException.class, e -> assertThat(
                        e.code())
                .isEqualTo(Code.CANCELLED));
        await("the upload is gone").until(() -> mirror.openUploads() == 0);
        assertThat(mirror.content().tags("mirror/app")).isEmpty();
    }

    /** A server that sends more than anybody wants. */
    @Test
    void aBodyWithoutAnEndIsCutOff() throws IOException {
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_INDEX);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] noise = new byte[1 << 16];
                while (true) {
                    out.write(noise);
                }
            } catch (IOException e) {
                exchange.close();
            }
        });
        server.start();
        try {
            Repository endless =
                    Repository.parse("127.0.0.1:" + server.getAddress().getPort() + "/team/app");
            assertRefused(Code.UNEXPECTED_ANSWER, () -> client.tags(endless, Operation.unattended()));
            assertRefused(
                    Code.MANIFEST_TOO_LARGE,
                    () -> client.manifest(ImageReference.parse(endless + ":1"), Operation.unattended()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void compressionIsNotAskedForAndNothingIsDecompressed() {
        ImageGraphs.ofContent("v1").pushTo(hostile.content(), "team/app", "1");
        hostile.faults().on("GET", ".*").always(new Fault.Header("Content-Encoding", "gzip"));
        Digest root = client.find(ImageReference.parse(hostile.host() + "/team/app:1"), Operation.unattended())
                .orElseThrow()
                .digest();
        hostile.exchanges().clear();
        copy(root.toString());
        assertThat(ImageGraphs.ofContent("v1").differencesIn(mirror.content(), "mirror/app", "1"))
                .isEmpty();
        assertThat(hostile.exchanges().all())
                .isNotEmpty()
                .extracting(Exchange::headers)
                .noneMatch(headers -> headers.keySet().stream().anyMatch("accept-encoding"::equalsIgnoreCase));
    }
}
