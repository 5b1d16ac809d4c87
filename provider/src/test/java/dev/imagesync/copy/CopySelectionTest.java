package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.auth.Credentials;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Selection;
import dev.imagesync.reference.Tag;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.MediaTypes;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Less of an image than all of it, and more: some platforms, and what refers to it. */
class CopySelectionTest {

    private static final Operation NEVER = Operation.unattended();

    private final FakeRegistry source = FakeRegistry.start();
    private final Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE);
    private final RegistryClient client = new RegistryClient(transport);
    private final ImageCopier copier = new ImageCopier(client);
    private final Repository from = Repository.parse(source.host() + "/team/app");

    @AfterEach
    void close() {
        transport.close();
        source.close();
    }

    private static Selection only(String... platforms) {
        return new Selection(Arrays.stream(platforms).map(Platform::parse).collect(Collectors.toSet()), false);
    }

    /** A document of the test's resources, with the digests of a real image in it. */
    private static String document(String name) throws IOException {
        ImageGraph image = ImageGraphs.ofContent("golden");
        ImageGraph.Stored amd64 = image.manifests().get(0);
        return resource(name)
                .replace("AMD64", amd64.digest())
                .replace("ARM64", image.manifests().get(1).digest())
                .replace("\"SIZE\"", String.valueOf(amd64.bytes().length));
    }

    /** An index of two platforms, one with an attestation, and fields that nobody knows. */
    private Digest pushIndex() throws IOException {
        ImageGraphs.ofContent("golden").pushTo(source.content(), "team/app", "parts");
        byte[] bytes = document("index.json").getBytes(StandardCharsets.UTF_8);
        source.content().pushManifest("team/app", "1", MediaTypes.OCI_INDEX, bytes);
        return Digest.of(Digest.Algorithm.SHA256, bytes);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CopySelectionTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTrimmedIndexKeepsItsBytesFromVersionToVersion() throws IOException {
        Digest digest = pushIndex();
        Manifest trimmed = copier.select(from.at(digest), only("linux/amd64"), NEVER);
        assertThat(new String(trimmed.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(document("trimmed.json").strip());
        assertThat(copier.select(from.at(digest), only("linux/arm64", "linux/amd64"), NEVER)
                        .digest())
                .as("nothing is left out, so nothing is made")
                .isEqualTo(digest);
        assertThat(copier.select(from.at(digest), only("linux/arm64/v8"), NEVER).bytes())
                .isEqualTo(copier.select(from.at(digest), only("linux/arm64"), NEVER)
                        .bytes());
    }

    @Test
    void aTrimmedIndexIsCopiedWithWhatItLists() {
        ImageGraph image = ImageGraphs.ofContent("v1");
        image.pushTo(source.content(), "team/app", "1");
        Manifest trimmed = copier.select(from.at(Digest.parse(image.root().digest())), only("linux/amd64"), NEVER);
        try (FakeRegistry mirror = FakeRegistry.start()) {
            ImageReference to = ImageReference.parse(mirror.host() + "/mirror/app:1");
            CopyRequest request = new CopyRequest(from.at(new Tag("1")), to, only("linux/amd64"), CopyListener.NONE);
            CopyReport report = copier.copy(request, NEVER);
            assertThat(report.blobs().copied()).isEqualTo(2);
            assertThat(mirror.content().digest("mirror/app", "1"))
                    .contains(trimmed.digest().toString());
            assertThat(copier.copy(request, NEVER).outcome()).isEqualTo(CopyReport.Outcome.ALREADY_THERE);
        }
    }

    @Test
    void aSingleImagePassesIfItIsForThePlatform() {
        ImageGraph image = ImageGraphs.ofLayers("v1", 1);
        image.pushTo(source.content(), "team/app", "1");
        Digest digest = Digest.parse(image.root().digest());
        assertThat(copier.select(from.at(digest), only("linux/amd64"), NEVER).digest())
                .isEqualTo(digest);
        assertMissing(digest, "linux/arm64", "linux/amd64");
    }

    @Test
    void aPlatformThatIsNotThereIsRefusedWithThoseThatAre() {
        ImageGraph image = ImageGraphs.ofContent("v1");
        image.pushTo(source.content(), "team/app", "1");
        assertMissing(Digest.parse(image.root().digest()), "windows/amd64", "linux/amd64, linux/arm64");
    }

    private void assertMissing(Digest digest, String wanted, String available) {
        assertThatThrownBy(() -> copier.select(from.at(digest), only(wanted), NEVER))
                .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.PLATFORM_MISSING);
                    assertThat(e.getMessage()).contains(wanted, available);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void referrersAreCopiedAndFoundByTheApiOrByTheTag(boolean hasApi) {
        ImageGraph image = ImageGraphs.ofLayers("v1", 1);
        image.pushTo(source.content(), "team/app", "1");
        Digest subject = Digest.parse(image.root().digest());
        String signature = attach(subject.toString(), "signature", "sha256 of v1");
        attach(signature, "timestamp", "on the signature");
        source.content()
                .pushManifest(
                        "team/app",
                        "sha256-" + subject.hex() + ".sig",
                        image.root().mediaType(),
                        image.root().bytes());

        try (FakeRegistry mirror =
                FakeRegistry.start(hasApi ? FakeOptions.STRICT : FakeOptions.STRICT.withoutReferrers())) {
            Repository to = Repository.parse(mirror.host() + "/mirror/app");
            CopyRequest request = CopyRequest.whole(from.at(subject), to.at(new Tag("1")));
            copier.copy(request, NEVER);
            ReferrerCopier referrers = new ReferrerCopier(client, copier);
            assertThat(referrers.missing(from, subject, to, NEVER)).hasSize(1);

            assertThat(referrers.copy(request, NEVER))
                    .as("a signature, its timestamp, and cosign's tag")
                    .isEqualTo(3);
            assertThat(referrers.missing(from, subject, to, NEVER)).isEmpty();
            assertThat(client.referrers(to, subject, NEVER))
                    .singleElement()
                    .satisfies(found -> assertThat(found.digest()).hasToString(signature));
            assertThat(client.referrers(to, Digest.parse(signature), NEVER)).hasSize(1);
            assertThat(mirror.content().tags("mirror/app")).contains("1", "sha256-" + subject.hex() + ".sig");
            assertThat(referrers.copy(request, NEVER))
                    .as("nothing new, nothing copied")
                    .isZero();

            attach(subject.toString(), "sbom", "later");
            assertThat(referrers.missing(from, subject, to, NEVER)).hasSize(1);
            assertThat(referrers.copy(request, NEVER)).isEqualTo(1);
            assertThat(client.referrers(to, subject, NEVER)).hasSize(2);
        }
    }

    /** Pushes an artifact that refers to a manifest; gives its digest. */
    private String attach(String subject, String type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String blob = Digest.of(Digest.Algorithm.SHA256, bytes).toString();
        source.content().pushBlob("team/app", blob, bytes);
        String descriptor = "{\"mediaType\":\"text/plain\",\"digest\":\"" + blob + "\",\"size\":" + bytes.length + "}";
        int size = source.content().manifest("team/app", subject).orElseThrow().bytes().length;
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_IMAGE
                + "\",\"artifactType\":\"application/x." + type + "\",\"config\":" + descriptor + ",\"layers\":["
                + descriptor + "],\"subject\":{\"mediaType\":\"" + MediaTypes.OCI_IMAGE + "\",\"digest\":\"" + subject
                + "\",\"size\":" + size + "}}";
        byte[] document = manifest.getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(Digest.Algorithm.SHA256, document).toString();
        source.content().pushManifest("team/app", digest, MediaTypes.OCI_IMAGE, document);
        return digest;
    }
}
