package dev.imagesync.lifecycle;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.behaviour.DeletePolicy;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.Late;
import dev.imagesync.behaviour.OnUndeletable;
import dev.imagesync.behaviour.OnUnreachable;
import dev.imagesync.behaviour.Pin;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done where something is amiss while it is done. */
class ActingTest {

    private static final ImageGraph ONE = ImageGraphs.ofContent("one");
    private static final ImageGraph TWO = ImageGraphs.ofContent("two");
    private static final String REPOSITORY = "mirror/app";

    private final FakeRegistry upstream = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();
    private final Transport transport =
            new Transport(HostSettings.DEFAULTS, Credentials.NONE, new TestTiming().timing());
    private final RunMemory run = new RunMemory();
    private final RegistryClient registries = new RegistryClient(transport);
    private final Acting acting = new Acting(registries, run, OnUndeletable.FAIL);
    private final List<Warning> warnings = new ArrayList<>();

    @AfterEach
    void close() {
        transport.close();
        upstream.close();
        mirror.close();
    }

    private Operation operation(String resource) {
        return new Operation(
                resource,
                new Feedback() {
                    @Override
                    public void info(String text) {}

                    @Override
                    public void warn(Warning warning) {
                        warnings.add(warning);
                    }

                    @Override
                    public void status(String text) {}
                },
                new Cancellation());
    }

    private Desired desired(boolean referrers, DeletePolicy policy) {
        return new Desired(
                Late.of(ImageReference.parse(upstream.host() + "/team/app:1")),
                Late.of(ImageReference.parse(mirror.host() + "/" + REPOSITORY + ":1")),
                new Pin.None(),
                Late.of(Set.of()),
                new Desired.Options(Late.of(referrers), Late.of(policy)));
    }

    private Recorded created(boolean referrers, DeletePolicy policy) {
        ONE.pushTo(upstream.content(), "team/app", "1");
        return acting.create(desired(referrers, policy), operation("a"));
    }

    @Test
    void repairsTheTagAndWarnsWhereTheReferrersCannotBeCopied() {
        Recorded recorded = created(true, DeletePolicy.TAG);
        TWO.pushTo(mirror.content(), REPOSITORY, "1");
        upstream.faults().on("*", ".*").always(new Fault.Reset());
        run.end();
        Recorded updated = acting.update(desired(true, DeletePolicy.TAG), recorded, operation("a"));
        assertThat(updated.observedDigest()).isEqualTo(recorded.digest());
        assertThat(ONE.differencesIn(mirror.content(), REPOSITORY, "1")).isEmpty();
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.property()).isEqualTo("includeReferrers");
            assertThat(warning.text()).contains("the next plan looks again");
        });
    }

    @Test
    void leavesATagThatAnotherResourceOfTheRunHasMade() {
        Recorded recorded = created(false, DeletePolicy.IMAGE);
        run.end();
        acting.create(desired(false, DeletePolicy.IMAGE), operation("renamed"));
        acting.delete(recorded, operation("a"));
        assertThat(ONE.differencesIn(mirror.content(), REPOSITORY, "1")).isEmpty();
    }

    @Test
    void followsARenamedSourceByItsDigest() {
        Recorded recorded = created(false, DeletePolicy.TAG);
        run.end();
        ONE.pushTo(upstream.content(), "team/same", "1");
        TWO.pushTo(upstream.content(), "team/other", "1");
        mirror.exchanges().clear();
        Recorded same = acting.follow(from("team/same"), recorded, operation("a"));
        assertThat(same.source()).hasToString(upstream.host() + "/team/same:1");
        assertThat(mirror.exchanges().of("PUT", ".*")).as("nothing is copied").isEmpty();
        run.end();
        Recorded other = acting.follow(from("team/other"), recorded, operation("a"));
        assertThat(other.digest()).hasToString(TWO.root().digest());
        assertThat(TWO.differencesIn(mirror.content(), REPOSITORY, "1")).isEmpty();
    }

    private Desired from(String repository) {
        return new Desired(
                Late.of(ImageReference.parse(upstream.host() + "/" + repository + ":1")),
                Late.of(ImageReference.parse(mirror.host() + "/" + REPOSITORY + ":1")),
                new Pin.None(),
                Late.of(Set.of()),
                Desired.Options.DEFAULTS);
    }

    @Test
    void aTagThatCannotBeDeletedIsAnErrorWithTheWaysOutOrAWarning() {
        try (FakeRegistry keeps = FakeRegistry.start(FakeOptions.STRICT.withDeletes(FakeOptions.Deletes.NOTHING))) {
            ONE.pushTo(keeps.content(), REPOSITORY, "1");
            Recorded recorded = new Recorded(
                    null,
                    ImageReference.parse(keeps.host() + "/" + REPOSITORY + ":1"),
                    Recorded.Content.of(Digest.parse(ONE.root().digest()), ""),
                    null,
                    Recorded.Options.DEFAULTS);
            assertProblem(Code.DELETE_UNSUPPORTED, () -> acting.delete(recorded, operation("a")))
                    .contains("onUndeletable", "deletePolicy", "stateRemoval", "nothing was changed");
            new Acting(registries, run, OnUndeletable.WARN).delete(recorded, operation("a"));
            assertThat(warnings).extracting(Warning::summary).containsExactly("The tag stays in the registry");
        }
    }

    @Test
    void aRefreshThatTheRegistryDoesNotAnswerIsAWarningOrAnError() {
        Recorded recorded = created(false, DeletePolicy.TAG);
        mirror.faults().on("*", ".*").always(Fault.status(503));
        assertThat(new Planning(registries, run, OnUnreachable.WARN).refresh(recorded, operation("a")))
                .isEqualTo(recorded);
        assertThat(warnings).extracting(Warning::summary).containsExactly("The destination could not be read");
        Planning failing = new Planning(registries, run, OnUnreachable.FAIL);
        assertProblem(Code.HOST_UNREACHABLE, () -> failing.refresh(recorded, operation("a")));
    }

    @Test
    void tellsANoticeOnceARunForEachResource() {
        Recorded recorded = created(false, DeletePolicy.TAG);
        mirror.faults().on("*", ".*").always(Fault.status(503));
        Planning planning = new Planning(registries, run, OnUnreachable.WARN);
        for (String resource : List.of("a", "a", "b")) {
            planning.refresh(recorded, operation(resource));
        }
        assertThat(warnings).hasSize(2);
        run.end();
        planning.refresh(recorded, operation("a"));
        assertThat(warnings).hasSize(3);
    }
}
