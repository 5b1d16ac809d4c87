package dev.imagesync.removal;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.behaviour.DeletePolicy;
import dev.imagesync.behaviour.OnUndeletable;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.lifecycle.Acting;
import dev.imagesync.lifecycle.RunMemory;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryContent;
import dev.imagesync.testkit.RegistryFront;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registry, every situation: the right result or the right refusal, seen by listing the registry. */
class UntagGridTest {

    private static final ImageGraph OURS = ImageGraphs.ofContent("ours");
    private static final ImageGraph OTHER = ImageGraphs.ofContent("somebody else's");
    private static final String REPOSITORY = "team/app";

    private final Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE);
    private final RegistryClient client = new RegistryClient(transport);
    private final Acting acting = new Acting(client, new RunMemory(), OnUndeletable.FAIL);
    private final Told told = new Told();

    static List<RegistryKind> grid() {
        return RegistryKind.grid();
    }

    @AfterEach
    void close() {
        transport.close();
    }

    /** What the user was told. */
    private static final class Told implements Feedback {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void info(String text) {
            lines.add(text);
        }

        @Override
        public void warn(Warning warning) {
            lines.add(warning.text());
        }

        @Override
        public void status(String text) {}
    }

    private void delete(String host, DeletePolicy policy) {
        Digest digest = Digest.parse(OURS.root().digest());
        acting.delete(
                new Recorded(
                        null,
                        ImageReference.parse(host + "/" + REPOSITORY + ":1"),
                        Recorded.Content.of(digest, OURS.root().mediaType()),
                        digest,
                        new Recorded.Options(Selection.WHOLE, policy)),
                new Operation("", told, new Cancellation()));
    }

    @ParameterizedTest
    @MethodSource("grid")
    void ownTag(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            OTHER.pushTo(registry.content(), REPOSITORY, "2");
            delete(registry.host(), DeletePolicy.TAG);
            assertThat(registry.content().tags(REPOSITORY)).contains("2").doesNotContain("1");
            assertThat(registry.content().digest(REPOSITORY, "1")).isEmpty();
            assertThat(OTHER.differencesIn(registry.content(), REPOSITORY, "2")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void tagThatSharesItsDigest(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            OURS.pushTo(registry.content(), REPOSITORY, "2");
            delete(registry.host(), DeletePolicy.TAG);
            assertThat(registry.content().digest(REPOSITORY, "1")).isEmpty();
            assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "2")).isEmpty();
            delete(registry.host(), DeletePolicy.IMAGE);
            assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "2")).isEmpty();
            assertThat(told.lines).anyMatch(line -> line.contains("the tag 2 needs it"));
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void tagThatMovedSince(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            OTHER.pushTo(registry.content(), REPOSITORY, "1");
            delete(registry.host(), DeletePolicy.TAG);
            assertThat(OTHER.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
            assertThat(told.lines).anyMatch(line -> line.contains("it points at"));
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void tagThatIsGone(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OTHER.pushTo(registry.content(), REPOSITORY, "2");
            delete(registry.host(), DeletePolicy.TAG);
            assertThat(registry.content().tags(REPOSITORY)).containsExactly("2");
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void deletesDisabled(RegistryKind kind) {
        assumeThat(kind.canDisableDeletes())
                .as("n/a: %s has no setting that disables deletes", kind)
                .isTrue();
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.WITHOUT_DELETES)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            assertRefused(registry.host(), Code.DELETE_UNSUPPORTED);
            assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
            assertThat(registry.content().tags(REPOSITORY)).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void credentialsThatMayNotDelete(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN);
                RegistryFront proxy = RegistryFront.refusing(registry.host(), "DELETE")) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            assertRefused(proxy.host(), Code.ACCESS_DENIED);
            assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void aPlaceholderThatACrashLeft(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            RegistryContent content = registry.content();
            OURS.pushTo(content, REPOSITORY, "1");
            ImageReference tag = ImageReference.parse(registry.host() + "/" + REPOSITORY + ":1");
            Placeholder.pushConfig(client, tag.repository(), Operation.unattended());
            Manifest placeholder = Placeholder.of(Digest.parse(OURS.root().digest()));
            content.pushManifest(REPOSITORY, "1", placeholder.mediaType(), placeholder.bytes());
            delete(registry.host(), DeletePolicy.TAG);
            assertThat(content.digest(REPOSITORY, "1")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void theImageThatNothingNeeds(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            OTHER.pushTo(registry.content(), REPOSITORY, "2");
            delete(registry.host(), DeletePolicy.IMAGE);
            assertThat(registry.content().manifest(REPOSITORY, OURS.root().digest()))
                    .isEmpty();
            assertThat(OTHER.differencesIn(registry.content(), REPOSITORY, "2")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("grid")
    void theImageThatAnIndexNeeds(RegistryKind kind) {
        try (RegistryProcess registry = RegistryProcess.start(kind, RegistryOptions.OPEN)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            ImageGraph.Stored child = OURS.manifests().getFirst();
            registry.content().pushManifest(REPOSITORY, "child", child.mediaType(), child.bytes());
            Digest digest = Digest.parse(child.digest());
            acting.delete(
                    new Recorded(
                            null,
                            ImageReference.parse(registry.host() + "/" + REPOSITORY + ":child"),
                            Recorded.Content.of(digest, child.mediaType()),
                            digest,
                            new Recorded.Options(Selection.WHOLE, DeletePolicy.IMAGE)),
                    new Operation("", told, new Cancellation()));
            assertThat(registry.content().tags(REPOSITORY)).containsExactly("1");
            assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
            assertThat(told.lines).anyMatch(line -> line.contains("the tag 1 needs it"));
        }
    }

    private void assertRefused(String host, Code code) {
        assertProblem(code, () -> delete(host, DeletePolicy.TAG));
    }
}
