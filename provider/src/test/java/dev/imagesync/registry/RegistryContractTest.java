package dev.imagesync.registry;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.Credential;
import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.CopyRequest;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryContent;
import dev.imagesync.testkit.RegistryFront;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RunningRegistry;
import dev.imagesync.testkit.TlsIdentity;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.transport.HostSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registry is asked, the real ones and the fake, and how it is understood. */
class RegistryContractTest {

    private static final Operation NEVER = Operation.unattended();

    static List<RegistryUnderTest> grid() {
        return RegistryUnderTest.grid();
    }

    /** An index of container images, which every registry takes. */
    private static ImageGraph graph() {
        return LongStream.range(0, 1000)
                .mapToObj(ImageGraphs::random)
                .filter(graph -> graph.isContainerImage() && graph.manifests().size() > 2)
                .findFirst()
                .orElseThrow();
    }

    private static ImageReference ref(RunningRegistry registry, String rest) {
        return ImageReference.parse(registry.host() + "/" + rest);
    }

    @ParameterizedTest
    @MethodSource("grid")
    void findsATagAndProvesAbsence(RegistryUnderTest kind) {
        try (RunningRegistry registry = kind.start(RegistryOptions.OPEN);
                Registries registries = Registries.anonymous()) {
            ImageGraph graph = graph();
            graph.pushTo(registry.content(), "team/app", "1");
            RegistryClient client = registries.client();

            assertThat(client.find(ref(registry, "team/app:1"), NEVER)).hasValueSatisfying(found -> {
                assertThat(found.digest()).hasToString(graph.root().digest());
                assertThat(found.mediaType()).isEqualTo(graph.root().mediaType());
            });
            assertThat(client.manifest(ref(registry, "team/app:1"), NEVER))
                    .hasValueSatisfying(manifest ->
                            assertThat(manifest.bytes()).isEqualTo(graph.root().bytes()));
            assertThat(client.find(ref(registry, "team/app:none"), NEVER)).isEmpty();
            assertThat(client.find(ref(registry, "nobody/knows:1"), NEVER)).isEmpty();
            assertThat(client.find(ref(registry, "team/app@sha256:" + "0".repeat(64)), NEVER))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void listsTags(RegistryUnderTest kind) {
        try (RunningRegistry registry = kind.start(RegistryOptions.OPEN);
                Registries registries = Registries.anonymous()) {
            RegistryContent content = registry.content();
            ImageGraph graph = graph();
            graph.pushTo(content, "team/app", "t0");
            List<String> names =
                    IntStream.range(0, 120).mapToObj(i -> "t" + i).sorted().toList();
            names.forEach(name -> content.pushManifest(
                    "team/app", name, graph.root().mediaType(), graph.root().bytes()));
            assertThat(registries.client().tags(Repository.parse(registry.host() + "/team/app"), NEVER))
                    .hasValueSatisfying(
                            tags -> assertThat(tags).extracting(Tag::name).containsExactlyInAnyOrderElementsOf(names));
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void copiesInto(RegistryUnderTest kind) {
        try (RunningRegistry from = FakeRegistry.start();
                RunningRegistry to = kind.start(RegistryOptions.OPEN);
                Registries registries = Registries.anonymous()) {
            ImageGraph graph = graph();
            graph.pushTo(from.content(), "team/app", "1");
            ImageReference destination = ref(to, "mirror/app:1");
            ImageCopier copier = new ImageCopier(registries.client());
            Repository source = Repository.parse(from.host() + "/team/app");
            Digest digest = Digest.parse(graph.root().digest());

            CopyReport first = copier.copy(CopyRequest.whole(source.at(digest), destination), NEVER);
            assertThat(first.outcome()).isEqualTo(CopyReport.Outcome.COPIED);
            assertThat(graph.differencesIn(to.content(), "mirror/app", "1")).isEmpty();

            CopyReport again = copier.copy(CopyRequest.whole(source.at(digest), destination), NEVER);
            assertThat(again.outcome()).isEqualTo(CopyReport.Outcome.ALREADY_THERE);
            CopyReport other = copier.copy(CopyRequest.whole(source.at(digest), ref(to, "mirror/app:2")), NEVER);
            assertThat(other.outcome()).isEqualTo(CopyReport.Outcome.TAGGED);
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void copiesWithinARegistryMovingNothingWhereItMounts(RegistryUnderTest kind) {
        try (RunningRegistry registry = kind.start(RegistryOptions.OPEN);
                Registries registries = Registries.anonymous()) {
            ImageGraph graph = graph();
            graph.pushTo(registry.content(), "team/app", "1");
            CopyReport report = new ImageCopier(registries.client())
                    .copy(
                            CopyRequest.whole(
                                    Repository.parse(registry.host() + "/team/app")
                                            .at(Digest.parse(graph.root().digest())),
                                    ref(registry, "mirror/app:1")),
                            NEVER);
            assertThat(graph.differencesIn(registry.content(), "mirror/app", "1"))
                    .isEmpty();
            if (kind.mounts()) {
                assertThat(report.blobs().bytes()).isZero();
                assertThat(report.blobs().mounted()).isEqualTo(graph.blobs().size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void deletesATagAndNothingElseOrSaysThatItCannot(RegistryUnderTest kind) {
        try (RunningRegistry registry = kind.start(RegistryOptions.OPEN);
                Registries registries = Registries.anonymous()) {
            RegistryContent content = registry.content();
            ImageGraph graph = graph();
            graph.pushTo(content, "team/app", "1");
            graph.pushTo(content, "team/app", "2");
            Deletion deletion = registries.client().delete(ref(registry, "team/app:1"), NEVER);
            if (kind.deletesTags()) {
                assertThat(deletion).isInstanceOf(Deletion.Done.class);
                assertThat(content.tags("team/app")).contains("2").doesNotContain("1");
                assertThat(registries.client().delete(ref(registry, "team/app:1"), NEVER))
                        .isInstanceOf(Deletion.NothingThere.class);
            } else {
                assertThat(deletion).isInstanceOf(Deletion.Unsupported.class);
                assertThat(content.tags("team/app")).containsExactlyInAnyOrder("1", "2");
            }
            assertThat(graph.differencesIn(content, "team/app", "2")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void saysThatDeletesAreDisabled(RegistryUnderTest kind) {
        assumeThat(kind.canDisableDeletes())
                .as("n/a: %s has no setting that disables deletes", kind)
                .isTrue();
        try (RunningRegistry registry = kind.start(RegistryOptions.WITHOUT_DELETES);
                Registries registries = Registries.anonymous()) {
            RegistryContent content = registry.content();
            graph().pushTo(content, "team/app", "1");
            assertThat(registries.client().delete(ref(registry, "team/app:1"), NEVER))
                    .isInstanceOf(Deletion.Unsupported.class);
            assertThat(content.tags("team/app")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void logsIn(RegistryUnderTest kind) {
        assumeThat(kind.canAskForLogin()).as("n/a: %s has no login", kind).isTrue();
        try (RunningRegistry registry = kind.start(RegistryOptions.WITH_LOGIN);
                Registries known = Registries.loggedInto(registry.host());
                Registries wrong = Registries.loggedInto(registry.host(), "wrong password");
                Registries anonymous = Registries.anonymous()) {
            RegistryContent content = registry.content();
            ImageGraph graph = graph();
            graph.pushTo(content, "team/app", "1");
            ImageReference image = ref(registry, "team/app:1");
            assertThat(known.client().find(image, NEVER)).isPresent();
            CopyReport report = new ImageCopier(known.client())
                    .copy(
                            CopyRequest.whole(
                                    image.repository()
                                            .at(Digest.parse(graph.root().digest())),
                                    ref(registry, "mirror/app:1")),
                            NEVER);
            assertThat(graph.differencesIn(content, "mirror/app", "1")).isEmpty();
            assertThat(report.blobs().mounted())
                    .isEqualTo(kind.mounts() ? graph.blobs().size() : 0);
            assertProblem(Code.CREDENTIALS_REFUSED, () -> wrong.client().find(image, NEVER))
                    .contains("registries[\"" + registry.host() + "\"]", RegistryOptions.USER)
                    .doesNotContain("wrong password");
            assertProblem(Code.CREDENTIALS_REFUSED, () -> anonymous.client().find(image, NEVER))
                    .contains("no credentials", "docker login " + registry.host());
        }
    }

    /** As registries are in earnest: over TLS, with a login, a certificate of one's own. */
    @ParameterizedTest
    @MethodSource("grid")
    void copiesIntoOverTlsWithALogin(RegistryUnderTest kind, @TempDir Path folder) {
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        try (RunningRegistry from = FakeRegistry.start();
                RunningRegistry to = kind.start(RegistryOptions.OPEN);
                RegistryFront front = RegistryFront.secured(to.host(), identity);
                Registries registries = Registries.with(
                        new HostSettings(Map.of(
                                new Registry(front.host()),
                                HostSettings.Host.DEFAULTS
                                        .withPlainHttp(false)
                                        .withCaFile(identity.certificateFile()))),
                        new ConfiguredCredentials(Map.of(
                                new Registry(front.host()),
                                new Credential.Basic(RegistryOptions.USER, RegistryOptions.PASSWORD))))) {
            ImageGraph graph = graph();
            graph.pushTo(from.content(), "team/app", "1");
            ImageReference tag = ImageReference.parse(front.host() + "/mirror/app:1");
            new ImageCopier(registries.client())
                    .copy(
                            CopyRequest.whole(
                                    Repository.parse(from.host() + "/team/app")
                                            .at(Digest.parse(graph.root().digest())),
                                    tag),
                            NEVER);
            assertThat(graph.differencesIn(to.content(), "mirror/app", "1")).isEmpty();
            assertThat(registries.client().find(tag, NEVER)).isPresent();
            assertThat(registries.client().tags(tag.repository(), NEVER)).isPresent();
        }
    }
}
