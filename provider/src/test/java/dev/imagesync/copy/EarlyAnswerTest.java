package dev.imagesync.copy;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Timing;
import dev.imagesync.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that answers before it has read an upload, and then hangs up, is heard all the same. */
class EarlyAnswerTest {

    private static final String UPLOADS = ".*/blobs/uploads/.*";

    /** More than all the buffers on the way take. */
    private static final ImageGraph IMAGE = ImageGraphs.ofRandomLayers(1, 1, 24 << 20);

    private final FakeRegistry source = FakeRegistry.start();
    private final FakeRegistry destination = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin());
    private final Candidate alice =
            new Candidate(new Credential.Basic(RegistryOptions.USER, RegistryOptions.PASSWORD), "the test");
    private final TestTiming time = new TestTiming();
    private final Transport transport =
            new Transport(HostSettings.DEFAULTS, repository -> List.of(alice), patient(time.timing()));

    /** These uploads are large: on a busy machine they may take longer than the silence that other tests bear. */
    private static Timing patient(Timing timing) {
        Duration minute = Duration.ofMinutes(1);
        return new Timing(minute, minute, minute, timing.clock(), timing.pauses());
    }

    @AfterEach
    void close() {
        transport.close();
        source.close();
        destination.close();
    }

    private void copy() {
        IMAGE.pushTo(source.content(), "team/app", "1");
        // What is small fits into the buffers on the way and proves nothing: it is there already.
        IMAGE.blobs().forEach((digest, bytes) -> {
            if (bytes.length < 1 << 20) {
                destination.content().pushBlob("mirror/app", digest, bytes);
            }
        });
        new ImageCopier(
                        new RegistryClient(transport),
                        new SharedBlobs(),
                        time.timing().pauses())
                .copy(
                        CopyRequest.whole(
                                ImageReference.parse(source.host() + "/team/app:1"),
                                ImageReference.parse(destination.host() + "/mirror/app:1")),
                        Operation.unattended());
    }

    @ParameterizedTest
    @CsvSource({"413, UPLOAD_REFUSED", "403, ACCESS_DENIED"})
    void aRefusalIsHeardAtTheFirstUpload(int status, Code code) {
        destination.faults().on("PUT", UPLOADS).always(new Fault.Early(Fault.status(status)));
        assertThatThrownBy(this::copy).isInstanceOfSatisfying(ImagesyncException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
        assertThat(destination.exchanges().of("PUT", UPLOADS)).hasSize(1);
    }

    @Test
    void aChallengeIsAnsweredByTheSameUploadOnceMore() {
        Fault.Status challenge = new Fault.Status(401, Map.of("WWW-Authenticate", "Basic realm=\"fake\""), "");
        destination.faults().on("PUT", UPLOADS).once(new Fault.Early(challenge));
        copy();
        assertThat(IMAGE.differencesIn(destination.content(), "mirror/app", "1"))
                .isEmpty();
        assertThat(destination.exchanges().of("PUT", UPLOADS)).hasSize(2);
    }

    @Test
    void aChallengeThatStaysIsTheAnswer() {
        Fault.Status challenge = new Fault.Status(401, Map.of("WWW-Authenticate", "Basic realm=\"fake\""), "");
        destination.faults().on("PUT", UPLOADS).always(new Fault.Early(challenge));
        assertProblem(Code.CREDENTIALS_REFUSED, this::copy);
        assertThat(destination.exchanges().of("PUT", UPLOADS)).hasSize(2);
    }
}
