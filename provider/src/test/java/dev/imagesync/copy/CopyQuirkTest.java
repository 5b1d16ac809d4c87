package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What registries may do and not all do: mounts, tags that stay, repositories that must be there, waiting times. */
class CopyQuirkTest {

    private static final String UPLOADS = ".*/blobs/uploads/.*";
    private static final ImageGraph GRAPH = LongStream.range(0, 1000)
            .mapToObj(ImageGraphs::random)
            .filter(graph -> graph.isContainerImage() && graph.blobs().size() > 3)
            .findFirst()
            .orElseThrow();

    /** Copies within one registry. */
    private static CopyReport copyWithin(FakeRegistry registry, TestTiming time) {
        GRAPH.pushTo(registry.content(), "team/app", "1");
        registry.exchanges().clear();
        try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
            return new ImageCopier(
                            new RegistryClient(transport),
                            new SharedBlobs(),
                            time.timing().pauses())
                    .copy(
                            CopyRequest.whole(
                                    Repository.parse(registry.host() + "/team/app")
                                            .at(Digest.parse(GRAPH.root().digest())),
                                    ImageReference.parse(registry.host() + "/mirror/app:1")),
                            Operation.unattended());
        }
    }

    @Test
    void movesNothingWhereBlobsAreMounted() {
        try (FakeRegistry registry = FakeRegistry.start()) {
            CopyReport report = copyWithin(registry, new TestTiming());
            assertThat(report.blobs().mounted()).isEqualTo(GRAPH.blobs().size());
            assertThat(registry.exchanges().of("GET", ".*/blobs/.*")).isEmpty();
            assertThat(registry.exchanges().of("POST", UPLOADS))
                    .hasSize(GRAPH.blobs().size());
        }
    }

    @Test
    void movesBytesWhereAMountIsAnsweredAsAnUpload() {
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withoutMounts())) {
            CopyReport report = copyWithin(registry, new TestTiming());
            assertThat(report.blobs().copied()).isEqualTo(GRAPH.blobs().size());
            assertThat(GRAPH.differencesIn(registry.content(), "mirror/app", "1"))
                    .isEmpty();
            assertThat(registry.openUploads()).isZero();
        }
    }

    @Test
    void movesBytesWhereAMountIsRefused() {
        for (int status : new int[] {400, 403, 404, 405, 500}) {
            try (FakeRegistry registry = FakeRegistry.start()) {
                registry.faults().on("POST", UPLOADS).once(Fault.status(status));
                copyWithin(registry, new TestTiming());
                assertThat(GRAPH.differencesIn(registry.content(), "mirror/app", "1"))
                        .as("status %s", status)
                        .isEmpty();
                assertThat(registry.openUploads()).isZero();
            }
        }
    }

    @Test
    void saysThatATagIsImmutable() {
        FakeOptions options = FakeOptions.STRICT.withTokens().withImmutableTags();
        try (CopyRig rig = new CopyRig(FakeOptions.STRICT, options)) {
            Optional<Problem> problem = rig.copy();
            assertThat(problem.map(Problem::code)).contains(Code.TAG_IMMUTABLE);
            assertThat(problem.map(Problem::answer).orElse("")).contains("immutable");
            assertThat(rig.missing(rig.older)).isEmpty();
        }
    }

    @Test
    void saysThatARepositoryMustBeCreatedFirst() {
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withoutNewRepositories())) {
            registry.createRepository("team/app");
            assertThatThrownBy(() -> copyWithin(registry, new TestTiming()))
                    .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.REPOSITORY_MISSING);
                        assertThat(e.getMessage()).contains("NAME_UNKNOWN", "created first");
                    });
        }
    }

    @Test
    void waitsAsLongAsARegistryAsksForAndNoLongerThanHalfAMinute() {
        for (String asked : new String[] {"7", "Thu, 01 Jan 2026 00:00:07 GMT"}) {
            assertThat(waited(asked)).as(asked).isEqualTo(Duration.ofSeconds(7));
        }
        assertThat(waited("86400")).isEqualTo(Duration.ofSeconds(30));
        assertThat(waited("9".repeat(40))).isEqualTo(Duration.ofSeconds(30));
        for (String useless : new String[] {"0", "-5", "soon", "", "Thu, 01 Jan 1970 00:00:00 GMT"}) {
            assertThat(waited(useless)).as(useless).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    private static Duration waited(String retryAfter) {
        TestTiming time = new TestTiming();
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.faults().on("PUT", ".*/manifests/1").once(Fault.status(429).with("Retry-After", retryAfter));
            copyWithin(registry, time);
            assertThat(GRAPH.differencesIn(registry.content(), "mirror/app", "1"))
                    .isEmpty();
        }
        return time.waited();
    }

    @Test
    void waitsAsLongWithAnUploadAsWithAnythingElse() {
        TestTiming time = new TestTiming();
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withoutMounts())) {
            registry.faults().on("PUT", UPLOADS).once(Fault.status(429).with("Retry-After", "20"));
            copyWithin(registry, time);
            assertThat(GRAPH.differencesIn(registry.content(), "mirror/app", "1"))
                    .isEmpty();
        }
        // An upload beside it waits for the same registry.
        assertThat(time.pauses().stream().max(Duration::compareTo)).hasValueSatisfying(longest -> assertThat(longest)
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21)));
    }

    @Test
    void triesABlobNoMoreOftenThanOneBudgetAllows() {
        for (Fault fault : new Fault[] {Fault.status(503), new Fault.Reset(), Fault.status(429)}) {
            try (CopyRig rig = new CopyRig()) {
                rig.source.faults().on("GET", ".*/blobs/.*").always(fault);
                assertThat(rig.copy()).isPresent();
                assertThat(rig.source.exchanges().all().stream()
                                .filter(exchange -> exchange.path().contains("/blobs/"))
                                .collect(Collectors.groupingBy(Exchange::path, Collectors.counting()))
                                .values())
                        .as("%s", fault)
                        .allMatch(times -> times <= 13);
            }
        }
    }

    @Test
    void aBlobThatIsThereAfterAllIsNotSentAgain() {
        for (Fault fault : new Fault[] {new Fault.Overruled(504), new Fault.Overruled(502)}) {
            try (CopyRig rig = new CopyRig()) {
                rig.destination.faults().on("PUT", UPLOADS).always(fault);
                assertThat(rig.copy()).isEmpty();
                assertThat(rig.missing(rig.image)).isEmpty();
                assertThat(rig.destination.exchanges().of("PUT", UPLOADS))
                        .hasSameSizeAs(rig.image.blobs().keySet());
            }
        }
    }

    @Test
    void waitsLongerEachTimeAndGivesUpAfterFiveAttempts() {
        TestTiming time = new TestTiming();
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.faults().on("PUT", ".*/manifests/1").always(Fault.status(503));
            assertThatThrownBy(() -> copyWithin(registry, time)).isInstanceOf(ImagesyncException.class);
            assertThat(registry.exchanges().of("PUT", ".*/manifests/1")).hasSize(5);
            assertThat(registry.content().tags("mirror/app")).isEmpty();
        }
        assertThat(time.pauses()).hasSize(4).isSorted();
    }
}
