package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.secret;
import static dev.imagesync.pulumi.Structs.struct;
import static dev.imagesync.pulumi.Structs.text;
import static dev.imagesync.pulumi.Structs.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.LogSeverity;
import dev.imagesync.pulumi.rpc.PropertyDiff.Kind;
import dev.imagesync.pulumi.rpc.ReadResponse;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.SampleImages;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Diff, Create, Update, Read and Delete between two real registries, one run each as the engine has them. */
class DoorLifecycleTest {

    private static final Struct NOTHING = Struct.getDefaultInstance();

    private static RegistryProcess upstream;
    private static RegistryProcess mirror;
    private static RegistryProbe probe;
    private static String one;
    private static String two;
    private static int tests;

    private PulumiCaller door;
    private String repository;

    @BeforeAll
    static void start() throws Exception {
        upstream = RegistryProcess.start();
        mirror = RegistryProcess.start();
        probe = new RegistryProbe(mirror.host());
        one = SampleImages.push(upstream.host() + "/team/app:1", "one");
        two = SampleImages.push(upstream.host() + "/team/app:2", "two");
    }

    @AfterAll
    static void stop() {
        upstream.close();
        mirror.close();
    }

    @BeforeEach
    void open() {
        door = PulumiCaller.configured();
        repository = "mirror/app" + tests++;
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Struct inputs(String tag) {
        return struct("source", upstream.host() + "/team/app:" + tag, "destination", to());
    }

    private String to() {
        return mirror.host() + "/" + repository + ":1";
    }

    private String ref(String digest) {
        return mirror.host() + "/" + repository + "@" + digest;
    }

    private Struct checked(Struct olds, Struct news) {
        var response = door.check("a", olds, news);
        assertThat(response.getFailuresList()).isEmpty();
        return response.getInputs();
    }

    /** The state after a whole run that creates the image. */
    private Struct created() {
        CreateResponse response = door.create("a", checked(NOTHING, inputs("1")), false);
        door.endRun();
        return response.getProperties();
    }

    /** What the protocol demands of every answer, and never replaces by deleting first. */
    private static DiffResponse sound(DiffResponse diff) {
        assertThat(diff.getHasDetailedDiff()).isTrue();
        assertThat(diff.getDeleteBeforeReplace()).isFalse();
        assertThat(diff.getStablesList()).isEmpty();
        assertThat(diff.getDiffsList()).doesNotHaveDuplicates();
        assertThat(diff.getDiffsList()).containsAll(diff.getReplacesList());
        assertThat(diff.getDetailedDiffMap().keySet()).containsExactlyInAnyOrderElementsOf(diff.getDiffsList());
        assertThat(diff.getChanges())
                .isEqualTo(
                        diff.getDiffsList().isEmpty()
                                ? DiffResponse.DiffChanges.DIFF_NONE
                                : DiffResponse.DiffChanges.DIFF_SOME);
        diff.getDetailedDiffMap().forEach((name, property) -> assertThat(
                        property.getKind().name().endsWith("_REPLACE"))
                .as(name)
                .isEqualTo(diff.getReplacesList().contains(name)));
        return diff;
    }

    private static Map<String, Kind> kinds(DiffResponse diff) {
        return sound(diff).getDetailedDiffMap().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getKind()));
    }

    private Map<String, Kind> planned(Struct state, Struct news) {
        return kinds(door.diff("a", state, checked(state, news)));
    }

    @Test
    void whatIsNotKnownYetIsNeverUnchangedAndTellsNoDigest() {
        Struct state = created();
        Struct pin = with(inputs("1"), "sourceDigest", ValueCodec.UNKNOWN_STRING);
        Struct platforms = with(inputs("1"), "platforms", ValueCodec.UNKNOWN_STRING);
        assertThat(planned(state, pin)).containsOnlyKeys("sourceDigest").containsValue(Kind.UPDATE_REPLACE);
        assertThat(planned(state, platforms)).containsOnlyKeys("platforms").containsValue(Kind.ADD_REPLACE);
        for (Struct inputs : List.of(pin, platforms)) {
            assertThat(door.create("a", checked(NOTHING, inputs), true)
                            .getProperties()
                            .getFieldsMap())
                    .doesNotContainKeys("digest", "digestRef");
        }
    }

    @Test
    void aPreviewOfACreateKnowsTheDigestAndWritesNothing() {
        Struct inputs = checked(NOTHING, inputs("1"));
        CreateResponse preview = door.create("a", inputs, true);
        assertThat(text(preview.getProperties(), "digest")).isEqualTo(one);
        assertThat(text(preview.getProperties(), "digestRef")).isEqualTo(ref(one));
        assertThat(preview.getProperties().getFieldsMap()).doesNotContainKey("mediaType");
        assertThat(probe.tags(repository)).isEmpty();
    }

    @Test
    void aPreviewOfACreateThatKnowsNoDigestLeavesItOut() {
        Struct inputs = checked(NOTHING, with(inputs("1"), "source", upstream.host() + "/team/later:1"));
        CreateResponse preview = door.create("a", inputs, true);
        assertThat(preview.getProperties()).isEqualTo(inputs);
        assertThat(preview.getId()).isEmpty();
    }

    @Test
    void aCreateCopiesAndGivesTheState() {
        CreateResponse created = door.create("a", checked(NOTHING, inputs("1")), false);
        assertThat(created.getId()).isEqualTo(ref(one));
        assertThat(created.getProperties())
                .isEqualTo(inputs("1").toBuilder()
                        .mergeFrom(struct(
                                "sourceDigest",
                                one,
                                "digest",
                                one,
                                "digestRef",
                                ref(one),
                                "observedDigest",
                                one,
                                "mediaType",
                                text(created.getProperties(), "mediaType")))
                        .build());
        assertThat(text(created.getProperties(), "mediaType")).startsWith("application/vnd.");
        assertThat(probe.digest(repository, "1")).hasValue(one);
    }

    @Test
    void aSecretDestinationMakesSecretOutputs() {
        Struct inputs = checked(NOTHING, with(inputs("1"), "destination", secret(to())));
        for (boolean preview : List.of(true, false)) {
            Struct state = door.create("a", inputs, preview).getProperties();
            assertThat(state.getFieldsOrThrow("destination")).isEqualTo(secret(to()));
            assertThat(state.getFieldsOrThrow("digestRef")).isEqualTo(secret(ref(one)));
            assertThat(text(state, "digest")).isEqualTo(one);
        }
    }

    @Test
    void aCreateOfWhatIsNotThereFailsAndWritesNothing() {
        Struct inputs = with(inputs("1"), "source", upstream.host() + "/team/none:1");
        assertThat(PulumiCaller.refusal(() -> door.create("a", inputs, false))
                        .getStatus()
                        .getDescription())
                .startsWith("[IS4002] the image does not exist\n");
        assertThat(probe.tags(repository)).isEmpty();
    }

    @Test
    void nothingChangedIsNoDiff() {
        Struct state = created();
        assertThat(planned(state, inputs("1"))).isEmpty();
    }

    @Test
    void whatReplaces() {
        Struct state = created();
        assertThat(planned(state, inputs("2"))).containsOnlyKeys("sourceDigest").containsValue(Kind.UPDATE_REPLACE);
        door.endRun();
        assertThat(planned(state, with(inputs("1"), "destination", to() + "x")))
                .isEqualTo(Map.of("destination", Kind.UPDATE_REPLACE));
        door.endRun();
        assertThat(planned(state, with(inputs("1"), "sourceDigest", two)))
                .isEqualTo(Map.of("sourceDigest", Kind.UPDATE_REPLACE));
        door.endRun();
        assertThat(planned(state, with(inputs("1"), "source", ValueCodec.UNKNOWN_STRING)))
                .containsEntry("sourceDigest", Kind.DELETE_REPLACE);
    }

    @Test
    void whatUpdates() throws Exception {
        Struct state = created();
        SampleImages.push(upstream.host() + "/team/renamed:1", "one");
        assertThat(planned(state, with(inputs("1"), "source", upstream.host() + "/team/renamed:1")))
                .isEqualTo(Map.of("source", Kind.UPDATE));
        door.endRun();
        assertThat(planned(state, with(inputs("1"), "deletePolicy", "retain")))
                .isEqualTo(Map.of("deletePolicy", Kind.ADD));
        door.endRun();
        assertThat(kinds(door.diff("a", with(state, "deletePolicy", "retain"), checked(state, inputs("1")))))
                .isEqualTo(Map.of("deletePolicy", Kind.DELETE));
        door.endRun();
        assertThat(probe.deleteManifest(repository, "1")).isEqualTo(202);
        assertThat(planned(state, inputs("1"))).isEqualTo(Map.of("observedDigest", Kind.UPDATE));
    }

    @Test
    void anUpdateSetsTheTagBack() throws Exception {
        Struct state = created();
        SampleImages.push(to(), "somebody else's");
        Struct inputs = checked(state, inputs("1"));
        assertThat(kinds(door.diff("a", state, inputs))).containsOnlyKeys("observedDigest");
        assertThat(door.update("a", state, inputs)).isEqualTo(state);
        assertThat(probe.digest(repository, "1")).hasValue(one);
    }

    @Test
    void aRefreshTellsWhatItSeesAndKeepsTheRest() throws Exception {
        Struct state = created();
        Struct inputs = with(inputs("1"), "sourceDigest", one);
        ReadResponse inStep = door.read("a", ref(one), state, inputs);
        assertThat(inStep.getId()).isEqualTo(ref(one));
        assertThat(inStep.getProperties()).isEqualTo(state);
        assertThat(inStep.getInputs()).isEqualTo(inputs);

        String other = SampleImages.push(to(), "somebody else's");
        assertThat(door.read("a", ref(one), state, inputs).getProperties())
                .isEqualTo(with(state, "observedDigest", other));
        assertThat(probe.deleteManifest(repository, "1")).isEqualTo(202);
        ReadResponse missing = door.read("a", ref(one), state, inputs);
        assertThat(missing.getId()).as("a missing tag keeps its record").isEqualTo(ref(one));
        assertThat(missing.getProperties()).isEqualTo(with(state, "observedDigest", ""));
    }

    @Test
    void anImportReadsWhatIsThere() {
        created();
        String source = upstream.host() + "/team/app:1";
        ReadResponse both = door.read("a", source + "," + to(), NOTHING, NOTHING);
        assertThat(both.getId()).isEqualTo(ref(one));
        assertThat(both.getInputs()).as("no pin, which would freeze the image").isEqualTo(inputs("1"));
        assertThat(planned(both.getProperties(), inputs("1"))).isEmpty();
        door.endRun();

        ReadResponse alone = door.read("a", to(), NOTHING, NOTHING);
        assertThat(alone.getId()).isEqualTo(ref(one));
        assertThat(alone.getInputs()).isEqualTo(struct("destination", to()));
        assertThat(planned(alone.getProperties(), inputs("1"))).isEqualTo(Map.of("source", Kind.ADD));

        assertThat(door.read("a", ref(one), NOTHING, NOTHING).getId()).isEqualTo(ref(one));
    }

    @Test
    void anImportOfNothingFindsNothing() {
        assertThat(door.read("a", mirror.host() + "/no/such:1", NOTHING, NOTHING))
                .isEqualTo(ReadResponse.getDefaultInstance());
        for (String id : List.of("", ",", "a,b", "Not A Reference", to() + "," + ref(one), ref("sha256:12"))) {
            assertThat(PulumiCaller.refusal(() -> door.read("a", id, NOTHING, NOTHING))
                            .getStatus()
                            .getDescription())
                    .as(id)
                    .startsWith("[IS1010] the import id is malformed\n");
        }
    }

    @Test
    void aDeleteTakesTheTagAndMayBeRepeated() {
        Struct state = created();
        door.delete("a", state);
        assertThat(probe.digest(repository, "1")).isEmpty();
        assertThat(probe.manifest(repository, one))
                .as("the image itself is the registry's to collect")
                .isPresent();
        door.delete("a", state);
        assertThat(door.logged(LogSeverity.WARNING)).isEmpty();
    }

    @Test
    void aDeleteLeavesATagThatPointsElsewhere() throws Exception {
        Struct state = created();
        String other = SampleImages.push(to(), "somebody else's");
        door.delete("a", state);
        assertThat(probe.digest(repository, "1")).hasValue(other);
        assertThat(door.logged(LogSeverity.WARNING)).singleElement().satisfies(warning -> assertThat(warning)
                .contains(to(), other, one));
    }

    @Test
    void aDeleteLeavesATagThatThisRunUses() {
        Struct state = created();
        checked(state, inputs("1"));
        door.delete("a", state);
        assertThat(probe.digest(repository, "1")).hasValue(one);
        door.endRun();
        door.delete("a", with(state, "deletePolicy", "retain"));
        assertThat(probe.digest(repository, "1")).hasValue(one);
    }
}
