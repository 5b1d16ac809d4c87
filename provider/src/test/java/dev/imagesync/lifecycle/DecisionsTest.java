package dev.imagesync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of behaviour, row by row. */
class DecisionsTest {

    private static final Digest A = Digest.parse("sha256:" + "a".repeat(64));
    private static final Digest B = Digest.parse("sha256:" + "b".repeat(64));
    private static final ImageReference SOURCE = ImageReference.parse("docker.io/library/busybox:1.36");
    private static final ImageReference DESTINATION = ImageReference.parse("registry.example.com/mirror/busybox:1.36");
    private static final Observed.Unreadable AWAY =
            new Observed.Unreadable(Problem.ofInput(Code.HOST_UNREACHABLE, "HEAD registry.example.com/v2/x", "wait"));

    private static final Desired DESIRED = new Desired(SOURCE, DESTINATION, A, DeletePolicy.TAG, Extent.WHOLE);
    private static final Recorded RECORDED =
            new Recorded(SOURCE, DESTINATION, A, A, A, "type", DeletePolicy.TAG, Extent.WHOLE);

    private static Observed.Present present(Digest digest) {
        return new Observed.Present(digest, "type");
    }

    @Test
    void firstApplyCopiesTheDigestOfTheSource() {
        Plan plan = Decisions.decide(DESIRED, null, present(A), new Observed.Absent());
        assertThat(plan.decision()).isEqualTo(new Decision.Create(A));
        assertThat(plan.notices()).isEmpty();
    }

    @Test
    void firstApplyOntoTheSameDigestSaysNothing() {
        assertThat(Decisions.decide(DESIRED, null, present(A), present(A)).notices())
                .isEmpty();
    }

    @Test
    void firstApplyOntoAnotherDigestNamesBoth() {
        Plan plan = Decisions.decide(DESIRED, null, present(A), present(B));
        assertThat(plan.decision()).isEqualTo(new Decision.Create(A));
        assertThat(plan.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
            assertThat(notice.property()).isEqualTo(Property.DESTINATION);
            assertThat(notice.text()).contains(A.toString(), B.toString());
        });
    }

    @Test
    void firstApplyWithoutItsSourceWarnsAndKnowsNoDigest() {
        Desired desired = new Desired(SOURCE, DESTINATION, null, DeletePolicy.TAG, Extent.WHOLE);
        for (Observed source : Set.of(new Observed.Absent(), AWAY)) {
            Plan plan = Decisions.decide(desired, null, source, new Observed.Absent());
            assertThat(plan.decision()).isEqualTo(new Decision.Create(null));
            assertThat(plan.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.property()).isEqualTo(Property.SOURCE);
                assertThat(notice.fatal()).isFalse();
            });
        }
    }

    @Test
    void nothingChangedIsInStep() {
        Plan plan = Decisions.decide(DESIRED, RECORDED, present(A), present(A));
        assertThat(plan.decision()).isEqualTo(new Decision.InStep());
        assertThat(plan.notices()).isEmpty();
    }

    @Test
    void sourceTagMovedReplaces() {
        Plan plan = Decisions.decide(DESIRED, RECORDED, present(B), present(A));
        assertThat(plan.decision()).isEqualTo(new Decision.Replace(Set.of(Property.SOURCE_DIGEST), B));
    }

    @Test
    void destinationOverwrittenIsRepairedInPlace() {
        Plan plan = Decisions.decide(DESIRED, RECORDED, present(A), present(B));
        assertThat(plan.decision()).isEqualTo(new Decision.Update(Set.of(Property.OBSERVED_DIGEST)));
        assertThat(plan.notices()).singleElement().satisfies(notice -> assertThat(notice.text())
                .contains(A.toString(), B.toString()));
    }

    @Test
    void destinationMissingIsRepairedInPlace() {
        Plan plan = Decisions.decide(DESIRED, RECORDED, present(A), new Observed.Absent());
        assertThat(plan.decision()).isEqualTo(new Decision.Update(Set.of(Property.OBSERVED_DIGEST)));
    }

    @Test
    void destinationThatWasSetBackByHandUpdatesTheRecord() {
        Plan plan = Decisions.decide(DESIRED, RECORDED.seen(null), present(A), present(A));
        assertThat(plan.decision()).isEqualTo(new Decision.Update(Set.of(Property.OBSERVED_DIGEST)));
        assertThat(plan.notices()).isEmpty();
    }

    @Test
    void destinationUnreadableKeepsTheRecordAndWarns() {
        Plan plan = Decisions.decide(DESIRED, RECORDED, present(A), AWAY);
        assertThat(plan.decision()).isEqualTo(new Decision.InStep());
        assertThat(plan.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
            assertThat(notice.fatal()).isTrue();
        });
    }

    @Test
    void destinationChangedReplaces() {
        ImageReference other = ImageReference.parse("registry.example.com/mirror/busybox:stable");
        Desired moved = new Desired(SOURCE, other, A, DeletePolicy.TAG, Extent.WHOLE);
        Plan plan = Decisions.decide(moved, RECORDED, present(A), new Observed.Absent());
        assertThat(plan.decision()).isEqualTo(new Decision.Replace(Set.of(Property.DESTINATION), A));
        assertThat(Decisions.decide(moved, RECORDED, present(A), present(B)).notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains(other.toString(), B.toString()));
    }

    @Test
    void sourceRenamedWithTheSameDigestUpdatesTheRecord() {
        Desired renamed = new Desired(
                ImageReference.parse("quay.io/busybox:1.36"), DESTINATION, A, DeletePolicy.TAG, Extent.WHOLE);
        Plan plan = Decisions.decide(renamed, RECORDED, present(A), present(A));
        assertThat(plan.decision()).isEqualTo(new Decision.Update(Set.of(Property.SOURCE)));
    }

    @Test
    void sourceSpelledAnotherWayIsInStep() {
        Desired respelled =
                new Desired(ImageReference.parse("busybox:1.36"), DESTINATION, A, DeletePolicy.TAG, Extent.WHOLE);
        assertThat(Decisions.decide(respelled, RECORDED, present(A), present(A)).decision())
                .isEqualTo(new Decision.InStep());
    }

    @Test
    void deletePolicyChangedUpdatesTheRecord() {
        Desired retained = new Desired(SOURCE, DESTINATION, A, DeletePolicy.RETAIN, Extent.WHOLE);
        assertThat(Decisions.decide(retained, RECORDED, present(A), present(A)).decision())
                .isEqualTo(new Decision.Update(Set.of(Property.DELETE_POLICY)));
    }

    @Test
    void sourceGoneKeepsWhatIsThereAndWarns() {
        for (Observed source : Set.of(new Observed.Absent(), AWAY)) {
            Plan plan = Decisions.decide(DESIRED, RECORDED, source, present(A));
            assertThat(plan.decision()).isEqualTo(new Decision.InStep());
            assertThat(plan.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.property()).isEqualTo(Property.SOURCE);
                assertThat(notice.fatal()).isTrue();
                assertThat(notice.text()).contains(A.toString());
            });
        }
    }

    @Test
    void anotherSourceThatIsGoneIsNotTakenForTheOldOne() {
        Desired other =
                new Desired(ImageReference.parse("quay.io/other:1"), DESTINATION, null, DeletePolicy.TAG, Extent.WHOLE);
        assertThat(Decisions.decide(other, RECORDED, new Observed.Absent(), present(A))
                        .decision())
                .isEqualTo(new Decision.Replace(Set.of(Property.SOURCE_DIGEST), null));
    }

    @Test
    void whatIsNotKnownYetReplaces() {
        Desired unknown = new Desired(null, DESTINATION, null, DeletePolicy.TAG, Extent.WHOLE);
        assertThat(Decisions.decide(unknown, RECORDED, new Observed.NotKnown(), present(A))
                        .decision())
                .isEqualTo(new Decision.Replace(Set.of(Property.SOURCE_DIGEST), null));
        Desired somewhere = new Desired(SOURCE, null, A, DeletePolicy.TAG, Extent.WHOLE);
        assertThat(Decisions.decide(somewhere, RECORDED, present(A), new Observed.NotKnown())
                        .decision())
                .isEqualTo(new Decision.Replace(Set.of(Property.DESTINATION), A));
    }

    @Test
    void importedByDestinationOnlyTakesTheSourceOver() {
        Recorded imported = new Recorded(null, DESTINATION, A, A, A, "type", DeletePolicy.TAG, Extent.WHOLE);
        assertThat(Decisions.decide(DESIRED, imported, present(A), present(A)).decision())
                .isEqualTo(new Decision.Update(Set.of(Property.SOURCE)));
    }
}
