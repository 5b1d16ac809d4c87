package dev.imagesync.behaviour;

import static dev.imagesync.behaviour.Notice.Kind.DESTINATION_DRIFTED;
import static dev.imagesync.behaviour.Notice.Kind.DESTINATION_REPOINTED;
import static dev.imagesync.behaviour.Notice.Kind.DESTINATION_UNREADABLE;
import static dev.imagesync.behaviour.Notice.Kind.REFERRERS_UNREADABLE;
import static dev.imagesync.behaviour.Notice.Kind.SOURCE_UNAVAILABLE;
import static dev.imagesync.behaviour.Notice.Kind.SOURCE_UNRESOLVED;
import static dev.imagesync.behaviour.Property.DELETE_POLICY;
import static dev.imagesync.behaviour.Property.DESTINATION;
import static dev.imagesync.behaviour.Property.INCLUDE_REFERRERS;
import static dev.imagesync.behaviour.Property.OBSERVED_DIGEST;
import static dev.imagesync.behaviour.Property.PLATFORMS;
import static dev.imagesync.behaviour.Property.SOURCE;
import static dev.imagesync.behaviour.Property.SOURCE_DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of behaviour, a row each. */
class DecisionsTest {

    private static final Digest A = Digest.parse("sha256:" + "a".repeat(64));
    private static final Digest B = Digest.parse("sha256:" + "b".repeat(64));
    private static final Digest C = Digest.parse("sha256:" + "c".repeat(64));
    private static final Problem PROBLEM = Problem.ofInput(Code.HOST_UNREACHABLE, "HEAD registry/v2/x", "wait");
    private static final ImageReference TAG = ImageReference.parse("docker.io/library/busybox:1.36");
    private static final ImageReference MIRROR = ImageReference.parse("registry.example.com/mirror/busybox:1.36");
    private static final ImageReference ELSEWHERE = ImageReference.parse("registry.example.com/mirror/busybox:stable");
    private static final ImageReference QUAY = ImageReference.parse("quay.io/busybox:1.36");
    private static final Set<Platform> AMD64 = Set.of(Platform.parse("linux/amd64"));

    private static final Seen GONE = new Seen.Absent();
    private static final Seen AWAY = new Seen.Unreadable(PROBLEM);
    private static final Seen AT_A = new Seen.Present(A);
    private static final Seen AT_B = new Seen.Present(B);
    /** Nobody looked. */
    private static final Seen UNSEEN = null;

    private static final Late<ImageReference> NOT_YET = Late.unknown();
    private static final Desired WISH = wish(Late.of(TAG), Late.of(MIRROR), new Pin.None());
    private static final Recorded HELD =
            new Recorded(TAG, MIRROR, new Recorded.Content(A, A, "type"), A, Recorded.Options.DEFAULTS);
    private static final Recorded NOTHING = null;

    private static Desired wish(Late<ImageReference> source, Late<ImageReference> destination, Pin pin) {
        return new Desired(source, destination, pin, Late.of(Set.of()), Desired.Options.DEFAULTS);
    }

    private static Desired pinned(Digest digest) {
        return WISH.pinnedTo(digest);
    }

    private static Desired of(Late<Set<Platform>> platforms) {
        return new Desired(Late.of(TAG), Late.of(MIRROR), new Pin.None(), platforms, Desired.Options.DEFAULTS);
    }

    private static Desired with(Late<Boolean> referrers, Late<DeletePolicy> policy) {
        return new Desired(
                Late.of(TAG),
                Late.of(MIRROR),
                new Pin.None(),
                Late.of(Set.of()),
                new Desired.Options(referrers, policy));
    }

    private static final Desired WITH_REFERRERS = with(Late.of(true), Late.of(DeletePolicy.TAG));
    private static final Recorded HELD_WITH_REFERRERS = new Recorded(
            TAG,
            MIRROR,
            new Recorded.Content(A, A, "type"),
            A,
            new Recorded.Options(new Selection(Set.of(), true), DeletePolicy.TAG));
    private static final Recorded HELD_TRIMMED = new Recorded(
            TAG,
            MIRROR,
            new Recorded.Content(A, C, "type"),
            C,
            new Recorded.Options(new Selection(AMD64, false), DeletePolicy.TAG));

    /**
     * A row of the table.
     *
     * @param event what happened, in words
     * @param decision what is decided
     * @param told the kinds of notices that go with it
     */
    private record Row(
            String event, Desired desired, Recorded recorded, Look look, Decision decision, List<Notice.Kind> told) {
        @Override
        public String toString() {
            return event;
        }
    }

    /** The first half of a row. */
    private record Event(String words, Desired desired, Recorded recorded, Look look) {
        Row gives(Decision decision, Notice.Kind... told) {
            return new Row(words, desired, recorded, look, decision, List.of(told));
        }
    }

    private static Event when(String words, Desired desired, Recorded recorded, Seen source, Seen destination) {
        return new Event(words, desired, recorded, Look.at(source, destination));
    }

    private static Event referrers(String words, Desired desired, Look.Referrers seen) {
        return new Event(
                words, desired, HELD_WITH_REFERRERS, Look.at(AT_A, AT_A).with(seen));
    }

    private static Decision create(Digest digest) {
        return new Decision.Create(digest);
    }

    private static Decision update(Property... changed) {
        return new Decision.Update(Set.copyOf(Arrays.asList(changed)));
    }

    private static Decision follow(Property... changed) {
        return new Decision.Follow(Set.copyOf(Arrays.asList(changed)));
    }

    private static Decision replace(Digest digest, Property... because) {
        return new Decision.Replace(Set.copyOf(Arrays.asList(because)), digest);
    }

    private static final Decision IN_STEP = new Decision.InStep();

    static List<Row> firstApply() {
        return List.of(
                when("the tag is free", WISH, NOTHING, AT_A, GONE).gives(create(A)),
                when("the tag is at the digest already", WISH, NOTHING, AT_A, AT_A)
                        .gives(create(A)),
                when("the tag is at another digest", WISH, NOTHING, AT_A, AT_B).gives(create(A), DESTINATION_REPOINTED),
                when("the source is gone", WISH, NOTHING, GONE, GONE).gives(create(null), SOURCE_UNRESOLVED),
                when("the source is away", WISH, NOTHING, AWAY, GONE).gives(create(null), SOURCE_UNRESOLVED),
                when("the destination is away", WISH, NOTHING, AT_A, AWAY).gives(create(A), DESTINATION_UNREADABLE),
                when("a pin needs no source", pinned(B), NOTHING, UNSEEN, GONE).gives(create(B)),
                when(
                                "the source is not known yet",
                                wish(NOT_YET, Late.of(MIRROR), new Pin.None()),
                                NOTHING,
                                UNSEEN,
                                GONE)
                        .gives(create(null)),
                when(
                                "the destination is not known yet",
                                wish(Late.of(TAG), NOT_YET, new Pin.None()),
                                NOTHING,
                                AT_A,
                                UNSEEN)
                        .gives(create(A)),
                when(
                                "the pin is not known yet",
                                wish(Late.of(TAG), Late.of(MIRROR), new Pin.Unknown()),
                                NOTHING,
                                UNSEEN,
                                AT_B)
                        .gives(create(null)),
                when(
                                "some platforms: what the tag will point at is not the source's digest",
                                of(Late.of(AMD64)),
                                NOTHING,
                                AT_A,
                                AT_B)
                        .gives(create(A)),
                new Event(
                                "some platforms, and their digest was found out",
                                of(Late.of(AMD64)),
                                NOTHING,
                                Look.at(AT_A, AT_B).with(C))
                        .gives(create(A), DESTINATION_REPOINTED),
                new Event(
                                "some platforms, and the tag is at their digest already",
                                of(Late.of(AMD64)),
                                NOTHING,
                                Look.at(AT_A, AT_B).with(B))
                        .gives(create(A)));
    }

    static List<Row> everyPlan() {
        return List.of(
                when("nothing changed", WISH, HELD, AT_A, AT_A).gives(IN_STEP),
                when("nobody looked at the source", WISH, HELD, UNSEEN, AT_A).gives(IN_STEP),
                when("the source moved", WISH, HELD, AT_B, AT_A).gives(replace(B, SOURCE_DIGEST)),
                when("the source moved, and the tag with it", WISH, HELD, AT_B, AT_B)
                        .gives(replace(B, SOURCE_DIGEST)),
                when("the source is gone", WISH, HELD, GONE, AT_A).gives(IN_STEP, SOURCE_UNAVAILABLE),
                when("the source is away", WISH, HELD, AWAY, AT_A).gives(IN_STEP, SOURCE_UNAVAILABLE),
                when("the source is away, and the tag is missing", WISH, HELD, AWAY, GONE)
                        .gives(update(OBSERVED_DIGEST), SOURCE_UNAVAILABLE, DESTINATION_DRIFTED),
                when("the tag was overwritten", WISH, HELD, AT_A, AT_B)
                        .gives(update(OBSERVED_DIGEST), DESTINATION_DRIFTED),
                when("the tag is missing", WISH, HELD, AT_A, GONE).gives(update(OBSERVED_DIGEST), DESTINATION_DRIFTED),
                when("the tag was set back by hand", WISH, HELD.seen(GONE), AT_A, AT_A)
                        .gives(update(OBSERVED_DIGEST)),
                when("the destination is away", WISH, HELD, AT_A, AWAY).gives(IN_STEP, DESTINATION_UNREADABLE),
                when("the destination drifted before and is away now", WISH, HELD.seen(GONE), AT_A, AWAY)
                        .gives(IN_STEP, DESTINATION_UNREADABLE));
    }

    static List<Row> programChanged() {
        return List.of(
                when("another destination", wish(Late.of(TAG), Late.of(ELSEWHERE), new Pin.None()), HELD, AT_A, GONE)
                        .gives(replace(A, DESTINATION)),
                when(
                                "another destination, which exists",
                                wish(Late.of(TAG), Late.of(ELSEWHERE), new Pin.None()),
                                HELD,
                                AT_A,
                                AT_B)
                        .gives(replace(A, DESTINATION), DESTINATION_REPOINTED),
                when("another platform", of(Late.of(AMD64)), HELD, AT_A, AT_A).gives(replace(A, PLATFORMS)),
                when("all platforms again", WISH, HELD_TRIMMED, AT_A, new Seen.Present(C))
                        .gives(replace(A, PLATFORMS)),
                when("the same platforms", of(Late.of(AMD64)), HELD_TRIMMED, AT_A, new Seen.Present(C))
                        .gives(IN_STEP),
                when("pinned to what is there", pinned(A), HELD, UNSEEN, AT_A).gives(IN_STEP),
                when("pinned to another digest", pinned(B), HELD, UNSEEN, AT_A).gives(replace(B, SOURCE_DIGEST)),
                when("pinned while the source has moved on", pinned(A), HELD, AT_B, AT_A)
                        .gives(IN_STEP),
                when(
                                "another source with the digest",
                                wish(Late.of(QUAY), Late.of(MIRROR), new Pin.None()),
                                HELD,
                                AT_A,
                                AT_A)
                        .gives(update(SOURCE)),
                when(
                                "another source with another digest",
                                wish(Late.of(QUAY), Late.of(MIRROR), new Pin.None()),
                                HELD,
                                AT_B,
                                AT_A)
                        .gives(replace(B, SOURCE_DIGEST)),
                when(
                                "another source, which is gone",
                                wish(Late.of(QUAY), Late.of(MIRROR), new Pin.None()),
                                HELD,
                                GONE,
                                AT_A)
                        .gives(replace(null, SOURCE_DIGEST), SOURCE_UNRESOLVED),
                when(
                                "another source, looked at when applied",
                                wish(Late.of(QUAY), Late.of(MIRROR), new Pin.None()),
                                HELD,
                                UNSEEN,
                                AT_A)
                        .gives(follow(SOURCE)),
                when(
                                "another source and another place",
                                wish(Late.of(QUAY), Late.of(ELSEWHERE), new Pin.None()),
                                HELD,
                                UNSEEN,
                                GONE)
                        .gives(replace(null, DESTINATION)),
                when(
                                "the source spelled another way",
                                wish(Late.of(ImageReference.parse("busybox:1.36")), Late.of(MIRROR), new Pin.None()),
                                HELD,
                                AT_A,
                                AT_A)
                        .gives(IN_STEP),
                when("another delete policy", with(Late.of(false), Late.of(DeletePolicy.RETAIN)), HELD, AT_A, AT_A)
                        .gives(update(DELETE_POLICY)),
                when(
                                "imported by its destination alone",
                                WISH,
                                new Recorded(null, MIRROR, HELD.content(), A, Recorded.Options.DEFAULTS),
                                AT_A,
                                AT_A)
                        .gives(update(SOURCE)));
    }

    static List<Row> notKnownYet() {
        return List.of(
                when("the source", wish(NOT_YET, Late.of(MIRROR), new Pin.None()), HELD, UNSEEN, AT_A)
                        .gives(replace(null, SOURCE_DIGEST)),
                when("the destination", wish(Late.of(TAG), NOT_YET, new Pin.None()), HELD, AT_A, UNSEEN)
                        .gives(replace(A, DESTINATION)),
                when("the pin", wish(Late.of(TAG), Late.of(MIRROR), new Pin.Unknown()), HELD, UNSEEN, AT_A)
                        .gives(replace(null, SOURCE_DIGEST)),
                when("the platforms", of(Late.unknown()), HELD, AT_A, AT_A).gives(replace(null, PLATFORMS)),
                when(
                                "the source of a pinned image",
                                new Desired(
                                        NOT_YET,
                                        Late.of(MIRROR),
                                        new Pin.To(A),
                                        Late.of(Set.of()),
                                        Desired.Options.DEFAULTS),
                                HELD,
                                UNSEEN,
                                AT_A)
                        .gives(update(SOURCE)),
                when("the delete policy", with(Late.of(false), Late.unknown()), HELD, AT_A, AT_A)
                        .gives(update(DELETE_POLICY)),
                when("whether referrers come along", with(Late.unknown(), Late.of(DeletePolicy.TAG)), HELD, AT_A, AT_A)
                        .gives(update(INCLUDE_REFERRERS)));
    }

    static List<Row> referrers() {
        return List.of(
                when("turned on", WITH_REFERRERS, HELD, AT_A, AT_A).gives(update(INCLUDE_REFERRERS)),
                when("turned off", WISH, HELD_WITH_REFERRERS, AT_A, AT_A).gives(update(INCLUDE_REFERRERS)),
                referrers("all there", WITH_REFERRERS, new Look.Referrers.InStep())
                        .gives(IN_STEP),
                referrers("attached upstream since", WITH_REFERRERS, new Look.Referrers.Missing())
                        .gives(update(INCLUDE_REFERRERS)),
                referrers("away", WITH_REFERRERS, new Look.Referrers.Unreadable(PROBLEM))
                        .gives(IN_STEP, REFERRERS_UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource({"firstApply", "everyPlan", "programChanged", "notKnownYet", "referrers"})
    void decides(Row row) {
        Plan plan = Decisions.decide(row.desired(), row.recorded(), row.look());
        assertThat(plan.decision()).isEqualTo(row.decision());
        assertThat(plan.notices()).extracting(Notice::kind).isEqualTo(row.told());
    }

    /** Whether a plan that was decided asks what refers to the image. */
    static Stream<Arguments> asked() {
        return Stream.of(
                Arguments.of(IN_STEP, WITH_REFERRERS, true),
                Arguments.of(update(OBSERVED_DIGEST), WITH_REFERRERS, true),
                Arguments.of(new Decision.Follow(Set.of(SOURCE)), WITH_REFERRERS, false),
                Arguments.of(new Decision.Create(A), WITH_REFERRERS, false),
                Arguments.of(new Decision.Replace(Set.of(SOURCE_DIGEST), B), WITH_REFERRERS, false),
                Arguments.of(IN_STEP, WISH, false));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void asksForReferrersOfAnImageThatStays(Decision decision, Desired desired, boolean isAsked) {
        assertThat(Decisions.asksForReferrers(desired, new Plan(decision, List.of())))
                .isEqualTo(isAsked);
    }

    @Test
    void aRefreshTellsOnlyWhatCouldNotBeRead() {
        assertThat(Decisions.refreshed(HELD, AT_A)).isEmpty();
        assertThat(Decisions.refreshed(HELD, GONE)).isEmpty();
        assertThat(Decisions.refreshed(HELD, AWAY)).extracting(Notice::kind).containsExactly(DESTINATION_UNREADABLE);
    }

    @ParameterizedTest
    @MethodSource({"firstApply", "everyPlan", "programChanged"})
    void namesWhatIsThereAndWhatWillBe(Row row) {
        for (Notice notice :
                Decisions.decide(row.desired(), row.recorded(), row.look()).notices()) {
            switch (notice.kind()) {
                case DESTINATION_REPOINTED -> assertThat(notice.text()).contains(B.toString(), "will be re-pointed to");
                case DESTINATION_DRIFTED -> assertThat(notice.text()).contains(MIRROR.toString());
                case SOURCE_UNAVAILABLE -> assertThat(notice.text()).contains(TAG.toString(), A.toString());
                case SOURCE_UNRESOLVED -> assertThat(notice.text()).containsAnyOf(TAG.toString(), QUAY.toString());
                case DESTINATION_UNREADABLE -> assertThat(notice.text()).contains(PROBLEM.doing());
                case DESTINATION_WITHOUT_TAG,
                        PLATFORMS_UNRESOLVED,
                        REFERRERS_UNREADABLE,
                        LAYER_LEFT_OUT,
                        TAG_KEPT,
                        MANIFEST_KEPT ->
                    assertThat(notice.kind()).as("no plan of these says that").isNull();
            }
        }
    }
}
