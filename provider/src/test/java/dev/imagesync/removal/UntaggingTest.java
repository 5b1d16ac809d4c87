package dev.imagesync.removal;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Registries that answer a deletion in ways that are not to be believed. */
class UntaggingTest {

    private static final ImageGraph OURS = ImageGraphs.ofContent("ours");
    private static final ImageGraph OTHER = ImageGraphs.ofContent("somebody else's");
    private static final Digest DIGEST = Digest.parse(OURS.root().digest());
    private static final String REPOSITORY = "team/app";
    private static final String TAG = ".*/manifests/1";
    private static final String BY_DIGEST = ".*/manifests/sha256:.*";

    /** As Nexus says it of a tag that is there. */
    private static final Fault UNKNOWN = error(404, "MANIFEST_UNKNOWN");

    private final TestTiming time = new TestTiming();

    private static Fault.Status error(int status, String code) {
        return new Fault.Status(
                status,
                Map.of("Content-Type", "application/json"),
                "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\"}]}");
    }

    private void with(FakeOptions options, Consumer<FakeRegistry> test) {
        try (FakeRegistry registry = FakeRegistry.start(options)) {
            OURS.pushTo(registry.content(), REPOSITORY, "1");
            test.accept(registry);
        }
    }

    private Untagging.Outcome untag(FakeRegistry registry) {
        try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
            return new Untagging(new RegistryClient(transport), time.timing().pauses())
                    .untag(
                            ImageReference.parse(registry.host() + "/" + REPOSITORY + ":1"),
                            DIGEST,
                            Operation.unattended());
        }
    }

    private void pushConfig(FakeRegistry registry) {
        try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
            Placeholder.pushConfig(
                    new RegistryClient(transport),
                    Repository.parse(registry.host() + "/" + REPOSITORY),
                    Operation.unattended());
        }
    }

    private void assertRefused(FakeRegistry registry, Code code) {
        assertProblem(code, () -> untag(registry));
    }

    private static void assertInPlace(FakeRegistry registry) {
        assertThat(OURS.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
    }

    @Test
    void looksWhetherATagIsGoneThatTheRegistryDoesNotKnow() {
        with(FakeOptions.STRICT, registry -> {
            registry.faults().on("DELETE", TAG).always(UNKNOWN);
            assertThat(untag(registry)).isEqualTo(new Untagging.Outcome.Removed());
            assertThat(registry.content().tags(REPOSITORY)).isEmpty();
        });
    }

    @Test
    void waitsForARegistryThatNeedsAWhile() {
        with(FakeOptions.STRICT, registry -> {
            OURS.pushTo(registry.content(), REPOSITORY, "2");
            // What the tag was is shown twice more after the deletion.
            registry.faults().on("HEAD", TAG).nth(2, new Fault.Redirect("/v2/" + REPOSITORY + "/manifests/2"));
            registry.faults().on("HEAD", TAG).nth(3, new Fault.Redirect("/v2/" + REPOSITORY + "/manifests/2"));
            assertThat(untag(registry)).isEqualTo(new Untagging.Outcome.Removed());
            assertThat(time.pauses()).hasSize(2);
        });
    }

    @Test
    void believesNoRegistryThatSaysSoAndDoesNot() {
        with(FakeOptions.STRICT, registry -> {
            registry.faults().on("DELETE", TAG).always(Fault.status(202));
            assertRefused(registry, Code.DELETE_INEFFECTIVE);
            assertInPlace(registry);
        });
    }

    @Test
    void leavesATagThatMovedSince() {
        with(FakeOptions.STRICT, registry -> {
            OTHER.pushTo(registry.content(), REPOSITORY, "1");
            assertThat(untag(registry))
                    .isEqualTo(new Untagging.Outcome.Elsewhere(
                            Digest.parse(OTHER.root().digest())));
            assertThat(OTHER.differencesIn(registry.content(), REPOSITORY, "1")).isEmpty();
        });
    }

    @Test
    void recognisesWhatASecondCrashLeft() {
        with(FakeOptions.STRICT.withDeletes(FakeOptions.Deletes.NO_TAGS), registry -> {
            Manifest left = Placeholder.of(DIGEST);
            pushConfig(registry);
            registry.content().pushManifest(REPOSITORY, "1", left.mediaType(), left.bytes());
            // Between the second placeholder and its deletion the process is killed: nothing is set back any more.
            registry.faults().on("DELETE", BY_DIGEST).nth(3, error(405, "UNSUPPORTED"));
            registry.faults().on("PUT", TAG).nth(2, error(403, "DENIED"));
            assertRefused(registry, Code.DELETE_UNSUPPORTED);
            registry.faults().clear();
            assertThat(registry.content().digest(REPOSITORY, "1"))
                    .as("a second placeholder")
                    .isPresent()
                    .isNotEqualTo(Optional.of(left.digest().toString()));
            assertThat(untag(registry)).isEqualTo(new Untagging.Outcome.Removed());
        });
    }

    @Test
    void anImmutableTagCannotBeDeletedHere() {
        with(FakeOptions.STRICT.withDeletes(FakeOptions.Deletes.NO_TAGS), registry -> {
            registry.faults().on("PUT", TAG).always(error(412, "PRECONDITION"));
            assertRefused(registry, Code.DELETE_UNSUPPORTED);
            assertInPlace(registry);
        });
    }

    @Test
    void aDigestThatMustNotBeDeletedCannotBeDeletedHere() {
        with(FakeOptions.STRICT.withDeletes(FakeOptions.Deletes.NO_TAGS), registry -> {
            // Docker Hub: 403 while a tag or an image references it.
            registry.faults().on("DELETE", BY_DIGEST).nth(2, error(403, "DENIED"));
            assertRefused(registry, Code.DELETE_UNSUPPORTED);
            assertInPlace(registry);
        });
    }

    @Test
    void anIndexIsLookedIntoWhereTheRegistryDoesNotTellItsType() {
        with(FakeOptions.STRICT, registry -> {
            String child = OURS.manifests().getFirst().digest();
            registry.faults().on("HEAD", TAG).always(Fault.without("Content-Type"));
            try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
                ImageReference image = ImageReference.parse(registry.host() + "/" + REPOSITORY + "@" + child);
                assertThat(new ImageRemoval(new RegistryClient(transport)).remove(image, Operation.unattended()))
                        .isEqualTo(new ImageRemoval.Outcome.Kept("the tag 1 needs it"));
            }
            assertInPlace(registry);
        });
    }
}
