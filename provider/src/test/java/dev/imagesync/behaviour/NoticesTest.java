package dev.imagesync.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.behaviour.Notice.Kind;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read: each notice names the image, and what stays or goes. */
class NoticesTest {

    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final String SOURCE = "quay.io/app:1";
    private static final String MIRROR = "registry.example.com/mirror/app:1";
    private static final Problem PROBLEM = Problem.ofInput(Code.HOST_UNREACHABLE, "HEAD quay.io/v2/app", "wait");
    private static final String WHY = PROBLEM.oneLine();

    private static final Digest AT_A = Digest.parse(A);
    private static final Digest AT_B = Digest.parse(B);
    private static final ImageReference FROM = ImageReference.parse(SOURCE);
    private static final ImageReference TO = ImageReference.parse(MIRROR);
    private static final Recorded HELD =
            new Recorded(FROM, TO, Recorded.Content.of(AT_A, ""), AT_A, Recorded.Options.DEFAULTS);
    private static final Desired WISH = Desired.of(HELD);
    private static final Desired WISH_FROM_NOWHERE =
            new Desired(Late.unknown(), Late.of(TO), new Pin.None(), Late.of(Set.of()), Desired.Options.DEFAULTS);

    /**
     * A row.
     *
     * @param words what the text says, in this order
     */
    private record Row(Supplier<Notice> notice, Kind kind, List<String> words) {
        Row(Supplier<Notice> notice, Kind kind, String... words) {
            this(notice, kind, List.of(words));
        }

        @Override
        public String toString() {
            return kind + ": " + String.join(" ... ", words);
        }
    }

    static List<Row> notices() {
        return List.of(
                new Row(
                        () -> Notices.sourceGone(FROM, AT_A),
                        Kind.SOURCE_UNAVAILABLE,
                        SOURCE,
                        "any more",
                        "stays at " + A),
                new Row(() -> Notices.sourceUnreadable(FROM, AT_A, PROBLEM), Kind.SOURCE_UNAVAILABLE, SOURCE, A, WHY),
                new Row(
                        () -> Notices.sourceMissing(FROM),
                        Kind.SOURCE_UNRESOLVED,
                        SOURCE,
                        "(yet)",
                        "unknown in this plan"),
                new Row(() -> Notices.sourceUnresolved(FROM, PROBLEM), Kind.SOURCE_UNRESOLVED, SOURCE, "unknown", WHY),
                new Row(() -> Notices.overwritten(HELD, AT_B), Kind.DESTINATION_DRIFTED, MIRROR, B, "instead of " + A),
                new Row(() -> Notices.missing(HELD), Kind.DESTINATION_DRIFTED, MIRROR, "missing", "written again"),
                new Row(
                        () -> Notices.unread(HELD, PROBLEM),
                        Kind.DESTINATION_UNREADABLE,
                        MIRROR,
                        "record is kept",
                        WHY),
                new Row(() -> Notices.unreadable(TO, PROBLEM), Kind.DESTINATION_UNREADABLE, MIRROR, WHY),
                new Row(
                        () -> Notices.repointed(TO, AT_A, AT_B),
                        Kind.DESTINATION_REPOINTED,
                        MIRROR,
                        A,
                        "re-pointed to " + B),
                new Row(() -> Notices.referrersUnreadable(WISH, PROBLEM), Kind.REFERRERS_UNREADABLE, SOURCE, WHY),
                new Row(
                        () -> Notices.referrersLeftOut(WISH, PROBLEM),
                        Kind.REFERRERS_UNREADABLE,
                        SOURCE,
                        "next plan",
                        WHY),
                new Row(
                        () -> Notices.referrersLeftOut(WISH_FROM_NOWHERE, PROBLEM),
                        Kind.REFERRERS_UNREADABLE,
                        "of the source could not be"),
                new Row(() -> Notices.platformsUnresolved(WISH, PROBLEM), Kind.PLATFORMS_UNRESOLVED, SOURCE, WHY),
                new Row(
                        () -> Notices.withoutTag("r.example.com/app"),
                        Kind.DESTINATION_WITHOUT_TAG,
                        "r.example.com/app",
                        "latest"),
                new Row(() -> Notices.layerLeftOut(TO, "a layer"), Kind.LAYER_LEFT_OUT, MIRROR, "a layer"),
                new Row(
                        () -> Notices.tagOfSomebodyElse(HELD, AT_B),
                        Kind.TAG_KEPT,
                        MIRROR,
                        "points at " + B,
                        "our " + A),
                new Row(() -> Notices.tagUndeletable(PROBLEM), Kind.TAG_KEPT, WHY),
                new Row(() -> Notices.manifestUndeletable(PROBLEM), Kind.MANIFEST_KEPT, WHY));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void saysWhichImageAndWhatBecomesOfIt(Row row) {
        assertThat(row.notice().get().kind()).isEqualTo(row.kind());
        assertThat(row.notice().get().text()).containsSubsequence(row.words());
    }

    @Test
    void noKindIsWithoutWords() {
        assertThat(notices()).extracting(row -> row.notice().get().kind()).contains(Kind.values());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKindHasASummaryAndAPlace(Kind kind) {
        assertThat(kind.summary()).isNotBlank();
        assertThat(kind.property()).isNotNull();
        assertThat(kind.severity())
                .isEqualTo(kind == Kind.DESTINATION_DRIFTED ? Notice.Severity.INFO : Notice.Severity.WARNING);
    }

    /** What {@code onUnreachable} is about. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyARecordedImageCanBeUnreachable(Kind kind) {
        assertThat(kind.isUnreachable())
                .isEqualTo(Set.of(Kind.DESTINATION_UNREADABLE, Kind.SOURCE_UNAVAILABLE, Kind.REFERRERS_UNREADABLE)
                        .contains(kind));
    }
}
