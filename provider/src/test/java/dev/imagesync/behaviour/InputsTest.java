package dev.imagesync.behaviour;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program's inputs say, and what is wrong with them. */
class InputsTest {

    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static MapFields inputs() {
        return new MapFields().with("source", "busybox:1.36").with("destination", "registry.test/mirror/busybox:1.36");
    }

    private static Desired desired(MapFields fields) {
        Desired desired = Inputs.read(fields).orElseThrow(() -> new AssertionError(fields.failures));
        assertThat(fields.failures).isEmpty();
        return desired;
    }

    @Test
    void readsTheDefaults() {
        Desired desired = desired(inputs());
        assertThat(desired.source()).isEqualTo(Late.of(ImageReference.parse("docker.io/library/busybox:1.36")));
        assertThat(desired.destination()).isEqualTo(Late.of(ImageReference.parse("registry.test/mirror/busybox:1.36")));
        assertThat(desired.pin()).isEqualTo(new Pin.None());
        assertThat(desired.platforms()).isEqualTo(Late.of(Set.of()));
        assertThat(desired.options()).isEqualTo(Desired.Options.DEFAULTS);
    }

    @Test
    void readsAllThatIsSet() {
        Desired desired = desired(inputs().with("sourceDigest", A)
                .with("platforms", List.of("linux/arm64", "linux/amd64", "linux/arm64"))
                .with("includeReferrers", true)
                .with("deletePolicy", "retain"));
        assertThat(desired.pin()).isEqualTo(new Pin.To(Digest.parse(A)));
        assertThat(desired.pinned()).isEqualTo(Digest.parse(A));
        assertThat(desired.selection().platforms())
                .containsExactlyInAnyOrder(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
        assertThat(desired.selection().includeReferrers()).isTrue();
        assertThat(desired.deletePolicy()).isEqualTo(DeletePolicy.RETAIN);
    }

    @Test
    void whatIsNotKnownYetIsNotJudged() {
        MapFields fields = new MapFields();
        Property.INPUTS.forEach(name -> fields.with(name, MapFields.UNKNOWN));
        Desired desired = desired(fields);
        assertThat(desired.source().isUnknown()).isTrue();
        assertThat(desired.destination().isUnknown()).isTrue();
        assertThat(desired.pin()).isEqualTo(new Pin.Unknown());
        assertThat(desired.platforms().isUnknown()).isTrue();
        assertThat(desired.options().includeReferrers().isUnknown()).isTrue();
        assertThat(desired.options().deletePolicy().isUnknown()).isTrue();
        assertThat(desired.deletePolicy()).as("until it is known").isEqualTo(DeletePolicy.TAG);
    }

    @Test
    void aDigestInTheSourceIsThePin() {
        String source = "busybox:1.36@" + A;
        assertThat(desired(inputs().with("source", source)).pin()).isEqualTo(new Pin.To(Digest.parse(A)));
        assertThat(desired(inputs().with("source", source).with("sourceDigest", A))
                        .pin())
                .isEqualTo(new Pin.To(Digest.parse(A)));
        assertThat(desired(inputs().with("source", source).with("sourceDigest", MapFields.UNKNOWN))
                        .pin())
                .isEqualTo(new Pin.To(Digest.parse(A)));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(new MapFields().with("destination", "r.test/a:1"), "source", Code.INPUT_INVALID),
                Arguments.of(new MapFields().with("source", "a"), "destination", Code.INPUT_INVALID),
                Arguments.of(inputs().with("source", "No"), "source", Code.REFERENCE_MALFORMED),
                Arguments.of(inputs().with("destination", "a:1"), "destination", Code.DESTINATION_INCOMPLETE),
                Arguments.of(inputs().with("destination", "r.test/a@" + A), "destination", Code.DESTINATION_HAS_DIGEST),
                Arguments.of(
                        inputs().with("source", "registry.test/mirror/busybox:1.36"),
                        "destination",
                        Code.SOURCE_IS_DESTINATION),
                Arguments.of(inputs().with("sourceDigest", "latest"), "sourceDigest", Code.DIGEST_MALFORMED),
                Arguments.of(
                        inputs().with("source", "busybox@" + A).with("sourceDigest", B),
                        "sourceDigest",
                        Code.INPUT_INVALID),
                Arguments.of(
                        inputs().with("platforms", List.of("linux/amd64", "linux")),
                        "platforms[1]",
                        Code.PLATFORM_MALFORMED),
                Arguments.of(inputs().with("deletePolicy", "all"), "deletePolicy", Code.INPUT_INVALID));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void blamesTheInputThatIsWrongAndNoOther(MapFields fields, String path, Code code) {
        assertThat(Inputs.read(fields)).isEmpty();
        assertThat(fields.failures).containsOnlyKeys(path);
        Problem problem = fields.failures.get(path);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.next()).isNotBlank();
    }

    @Test
    void tellsThatLatestIsWritten() {
        assertThat(Inputs.notices(inputs())).isEmpty();
        assertThat(Inputs.notices(inputs().with("destination", "registry.test/app")))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.kind()).isEqualTo(Notice.Kind.DESTINATION_WITHOUT_TAG);
                    assertThat(notice.text()).contains("registry.test/app", "latest");
                });
        assertThat(Inputs.notices(new MapFields().with("destination", MapFields.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void inputsThatWereNeverCheckedAreRefused() {
        assertThat(Inputs.readChecked(inputs())).isEqualTo(desired(inputs()));
        assertProblem(Code.INPUT_INVALID, () -> Inputs.readChecked(new MapFields()));
    }

    private static final Map<String, Object> STATE = Map.of(
            "source",
            "busybox:1.36",
            "destination",
            "registry.test/mirror/busybox:1.36",
            "sourceDigest",
            A,
            "digest",
            B,
            "observedDigest",
            B,
            "mediaType",
            "type",
            "platforms",
            List.of("linux/amd64"),
            "includeReferrers",
            true,
            "deletePolicy",
            "image");

    private static MapFields state(String without) {
        MapFields fields = new MapFields();
        STATE.forEach((name, value) -> {
            if (!name.equals(without)) {
                fields.with(name, value);
            }
        });
        return fields;
    }

    @Test
    void readsARecord() {
        Recorded recorded = Recorded.read(state("nothing"));
        assertThat(recorded.source()).isEqualTo(ImageReference.parse("busybox:1.36"));
        assertThat(recorded.sourceDigest()).hasToString(A);
        assertThat(recorded.digest()).hasToString(B);
        assertThat(recorded.digestRef()).hasToString("registry.test/mirror/busybox@" + B);
        assertThat(recorded.content().mediaType()).isEqualTo("type");
        assertThat(recorded.lastSeen()).isEqualTo(new Seen.Present(Digest.parse(B)));
        assertThat(recorded.selection().includeReferrers()).isTrue();
        assertThat(recorded.selection().platforms()).hasSize(1);
        assertThat(recorded.deletePolicy()).isEqualTo(DeletePolicy.IMAGE);
    }

    @Test
    void readsARecordOfAnEarlierVersion() {
        Recorded recorded =
                Recorded.read(new MapFields().with("destination", "r.test/a:1").with("digest", A));
        assertThat(recorded.source()).isNull();
        assertThat(recorded.sourceDigest()).hasToString(A);
        assertThat(recorded.content().mediaType()).isEmpty();
        assertThat(recorded.lastSeen()).isEqualTo(new Seen.Absent());
        assertThat(recorded.options()).isEqualTo(Recorded.Options.DEFAULTS);
        assertThat(Recorded.read(state("nothing").with("observedDigest", "")).lastSeen())
                .isEqualTo(new Seen.Absent());
        assertThat(Recorded.read(state("nothing").with("deletePolicy", "of tomorrow"))
                        .deletePolicy())
                .isEqualTo(DeletePolicy.TAG);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aStateOfSomethingElseIsRefusedWithTheWayOut(MapFields state) {
        assertProblem(Code.STATE_UNREADABLE, () -> Recorded.read(state)).contains("(stateRemoval)");
    }

    static Stream<MapFields> unreadable() {
        return Stream.of(
                state("digest"),
                state("destination"),
                state("nothing").with("digest", "x"),
                state("nothing").with("source", "No"),
                state("nothing").with("platforms", List.of("x")));
    }

    @Test
    void aRecordAfterAnUpdateHoldsWhatTheProgramWants() {
        Recorded recorded = Recorded.read(state("nothing")).seen(new Seen.Absent());
        assertThat(recorded.observedDigest()).isNull();
        assertThat(recorded.seen(new Seen.Unreadable(Problem.ofInput(Code.DEFECT, "x", "y"))))
                .isEqualTo(recorded);
        Desired desired = desired(inputs().with("source", "quay.io/busybox:1").with("deletePolicy", "retain"));
        Recorded updated = recorded.updated(desired, "other type");
        assertThat(updated.source()).hasToString("quay.io/busybox:1");
        assertThat(updated.content()).isEqualTo(new Recorded.Content(Digest.parse(A), Digest.parse(B), "other type"));
        assertThat(updated.observedDigest()).hasToString(B);
        assertThat(updated.deletePolicy()).isEqualTo(DeletePolicy.RETAIN);
        assertThat(updated.selection()).isEqualTo(desired.selection());
    }

    @Test
    void whatIsRecordedCanBeWantedAgain() {
        Recorded recorded = Recorded.read(state("nothing"));
        Desired again = Desired.of(recorded);
        assertThat(again.pin()).isEqualTo(new Pin.None());
        assertThat(again.selection()).isEqualTo(recorded.selection());
        assertThat(again.deletePolicy()).isEqualTo(DeletePolicy.IMAGE);
        assertThat(Desired.of(Recorded.read(state("source"))).source().isUnknown())
                .isTrue();
        assertThat(Desired.of(Recorded.read(state("nothing").with("source", "busybox@" + A)))
                        .pinned())
                .hasToString(A);
    }
}
