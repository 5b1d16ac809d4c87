package dev.imagesync.registry;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.auth.Credentials;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a manifest is asked for and written where registries have their own ways. */
class ManifestHeadTest {

    private static final Operation NEVER = Operation.unattended();
    private static final String TAG = ".*/manifests/1";

    private final FakeRegistry registry = FakeRegistry.start();
    private final Transport transport =
            new Transport(HostSettings.DEFAULTS, Credentials.NONE, new TestTiming().timing());
    private final RegistryClient client = new RegistryClient(transport);
    private final ImageReference tag = ImageReference.parse(registry.host() + "/team/app:1");

    @BeforeEach
    void push() {
        ImageGraphs.ofContent("v1").pushTo(registry.content(), "team/app", "1");
    }

    @AfterEach
    void close() {
        transport.close();
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "403, 1", "429, 5", "500, 5", "503, 5"})
    void whatIsRefusedByHeadIsNotAskedForByGet(int status, int times) {
        registry.faults().on("HEAD", TAG).always(Fault.status(status));
        assertThatThrownBy(() -> client.find(tag, NEVER))
                .isInstanceOf(ImagesyncException.class)
                .hasMessageContaining(String.valueOf(status));
        assertThatThrownBy(() -> client.findForWrite(tag, NEVER)).isInstanceOf(ImagesyncException.class);
        assertThat(registry.exchanges().of("GET", TAG)).isEmpty();
        assertThat(registry.exchanges().of("HEAD", TAG)).hasSize(2 * times);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 501})
    void aRegistryWithoutHeadIsAskedByGet(int status) {
        registry.faults().on("HEAD", TAG).always(Fault.status(status));
        assertThat(client.find(tag, NEVER)).isPresent();
        assertThat(client.findForWrite(tag, NEVER)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"400, ImageTagAlreadyExistsException", "409, ImageAlreadyExistsException"})
    void whatATagPointsAtAlreadyIsWrittenWhateverTheRegistryCallsIt(int status, String code) {
        String error = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"it exists\"}]}";
        registry.faults().on("PUT", TAG).always(new Fault.Status(status, Map.of(), error));
        Manifest there = client.manifest(tag, NEVER).orElseThrow();
        assertThat(client.write(tag, there, NEVER)).isTrue();
        byte[] bytes = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Manifest other = Manifest.verified(bytes, MediaTypes.OCI_INDEX, Digest.of(Digest.Algorithm.SHA256, bytes));
        assertThatThrownBy(() -> client.write(tag, other, NEVER)).hasMessageContaining(code);
    }

    @Test
    void anUploadOnAHostWithAnUnderscoreIsRefusedWithTheReason() {
        registry.faults()
                .on("POST", ".*/blobs/uploads/")
                .always(new Fault.Header("Location", "http://minio_1:9000/up?signature=s3cret"));
        Digest digest = Digest.of(Digest.Algorithm.SHA256, new byte[0]);
        assertProblem(Code.ADDRESS_REFUSED, () -> client.startUpload(tag.repository(), digest, null, NEVER))
                .contains("minio_1", "underscore")
                .doesNotContain("s3cret");
    }
}
