package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.output;
import static dev.imagesync.pulumi.Structs.secret;
import static dev.imagesync.pulumi.Structs.struct;
import static dev.imagesync.pulumi.Structs.text;
import static dev.imagesync.pulumi.Structs.value;
import static dev.imagesync.pulumi.Structs.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.imagesync.behaviour.Property;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.LogSeverity;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.SampleImages;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Check: what it refuses, what it fills in, and what it leaves alone. */
class DoorCheckTest {

    private static final String D = "sha256:" + "a".repeat(64);
    private static final String TO = "r.example.com/mirror/app:1";

    private static RegistryProcess upstream;
    private static String digest;
    private PulumiCaller door;

    @BeforeAll
    static void start() throws Exception {
        upstream = RegistryProcess.start();
        digest = SampleImages.push(upstream.host() + "/team/app:1", "one");
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @BeforeEach
    void open() {
        door = PulumiCaller.configured();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static String from() {
        return upstream.host() + "/team/app:1";
    }

    private static Struct inputs(Object... more) {
        Struct inputs = struct("source", "docker.io/library/busybox@" + D, "destination", TO);
        return inputs.toBuilder().mergeFrom(struct(more)).build();
    }

    /** Inputs, the path that is blamed, and the code. Nothing here asks a registry. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(inputs("source", ""), "source", "IS1001"),
                Arguments.of(inputs("source", " "), "source", "IS1001"),
                Arguments.of(inputs("source", "https://ghcr.io/a:1"), "source", "IS1001"),
                Arguments.of(inputs("source", "ghcr.io/App:1"), "source", "IS1001"),
                Arguments.of(inputs("source", "ghcr.io/app:1\n"), "source", "IS1001"),
                Arguments.of(inputs("source", "ghcr.io/app:-1"), "source", "IS1001"),
                Arguments.of(inputs("source", "ghcr.io/app@sha256:12"), "source", "IS1005"),
                Arguments.of(inputs("source", null), "source", "IS1006"),
                Arguments.of(inputs("source", 1), "source", "IS1006"),
                Arguments.of(inputs("source", List.of("a")), "source", "IS1006"),
                Arguments.of(inputs("destination", null), "destination", "IS1006"),
                Arguments.of(inputs("destination", true), "destination", "IS1006"),
                Arguments.of(inputs("destination", "mirror/app:1"), "destination", "IS1002"),
                Arguments.of(inputs("destination", "r.example.com/app@" + D), "destination", "IS1003"),
                Arguments.of(inputs("destination", "r.example.com/"), "destination", "IS1001"),
                Arguments.of(inputs("source", TO), "destination", "IS1004"),
                Arguments.of(
                        inputs("source", "busybox", "destination", "index.docker.io/library/busybox"),
                        "destination",
                        "IS1004"),
                Arguments.of(inputs("sourceDigest", "sha256:12"), "sourceDigest", "IS1005"),
                Arguments.of(inputs("sourceDigest", "a".repeat(64)), "sourceDigest", "IS1005"),
                Arguments.of(inputs("sourceDigest", false), "sourceDigest", "IS1006"),
                Arguments.of(inputs("platforms", List.of("arm64")), "platforms[0]", "IS1011"),
                Arguments.of(inputs("platforms", "linux/amd64"), "platforms", "IS1006"),
                Arguments.of(inputs("platforms", List.of("linux/amd64", 2)), "platforms[1]", "IS1006"),
                Arguments.of(inputs("includeReferrers", "perhaps"), "includeReferrers", "IS1006"),
                Arguments.of(inputs("deletePolicy", "Tag"), "deletePolicy", "IS1006"),
                Arguments.of(inputs("destinaton", TO), "destinaton", "IS1006"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void blamesTheProperty(Struct inputs, String path, String code) {
        CheckResponse response = door.check("a", Struct.getDefaultInstance(), inputs);
        assertThat(response.getFailuresList()).anySatisfy(failure -> {
            assertThat(failure.getProperty()).isEqualTo(path);
            assertThat(failure.getReason()).contains("; ").endsWith("[" + code + "]");
        });
        assertThat(response.getInputs()).as("the inputs come back as they are").isEqualTo(inputs);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        CheckResponse response = door.check("a", "source", "", "destination", "x", "sourceDigest", "y");
        assertThat(response.getFailuresList())
                .extracting(failure -> failure.getProperty())
                .containsExactly("source", "destination", "sourceDigest");
    }

    @Test
    void twoResourcesMayNotWriteOneDestination() {
        assertThat(door.check("a", Struct.getDefaultInstance(), inputs()).getFailuresList())
                .isEmpty();
        assertThat(door.check("a", Struct.getDefaultInstance(), inputs()).getFailuresList())
                .as("the same resource is checked twice in a replacement")
                .isEmpty();
        assertThat(PulumiCaller.failures(
                        door.check("b", Struct.getDefaultInstance(), inputs()).getFailuresList()))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .startsWith("destination: ")
                        .contains(TO, PulumiCaller.urn("a"))
                        .endsWith("[IS1008]"));
        door.endRun();
        assertThat(door.check("b", Struct.getDefaultInstance(), inputs()).getFailuresList())
                .as("in another run the destination may belong to another resource")
                .isEmpty();
    }

    @Test
    void readsASecretElementOfAList() {
        Struct inputs = inputs("platforms", List.of(secret("linux/amd64"), secret("arm64")));
        assertThat(door.check("a", Struct.getDefaultInstance(), inputs).getFailuresList())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.getProperty()).isEqualTo("platforms[1]");
                    assertThat(failure.getReason()).endsWith("[IS1011]");
                });
    }

    @Test
    void fillsInTheDigestOfTheSource() {
        CheckResponse response = door.check("a", "source", from(), "destination", TO);
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs()).isEqualTo(struct("source", from(), "destination", TO, "sourceDigest", digest));
    }

    @Test
    void leavesAPinAlone() {
        Struct inputs = struct("source", from(), "destination", TO, "sourceDigest", D);
        assertThat(door.check("a", Struct.getDefaultInstance(), inputs).getInputs())
                .isEqualTo(inputs);
        assertThat(text(
                        door.check("b", "source", from(), "destination", TO + "b", "sourceDigest", "")
                                .getInputs(),
                        "sourceDigest"))
                .as("an empty pin is what getImage gives for an image that is away")
                .isEqualTo(digest);
    }

    static Stream<String> sentinels() {
        return ValueCodec.UNKNOWNS.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("sentinels")
    void judgesNothingThatIsNotKnownYet(String sentinel) {
        for (String name : Property.INPUTS) {
            Struct inputs = with(inputs("sourceDigest", D), name, sentinel);
            CheckResponse response = door.check("a", Struct.getDefaultInstance(), inputs);
            assertThat(response.getFailuresList()).as(name).isEmpty();
            assertThat(ValueCodec.decode(response.getInputs()).get(name))
                    .as(name)
                    .isInstanceOf(PropertyValue.Unknown.class);
            door.endRun();
        }
    }

    @Test
    void doesNotInventADigestForAnUnknownSource() {
        CheckResponse response = door.check("a", "source", ValueCodec.UNKNOWN_STRING, "destination", TO);
        assertThat(response.getInputs().getFieldsMap()).doesNotContainKey("sourceDigest");
    }

    @Test
    void keepsSecretsSecret() {
        Struct inputs = struct("source", secret(from()), "destination", secret(TO));
        CheckResponse response = door.check("a", Struct.getDefaultInstance(), inputs);
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs()).isEqualTo(with(inputs, "sourceDigest", digest));
    }

    @Test
    void noRefusalQuotesASecret() {
        assertThat(PulumiCaller.failures(door.check("a", "source", secret("hunter2/../.."), "destination", TO)
                        .getFailuresList()))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .startsWith("source: ")
                        .contains("[secret]")
                        .doesNotContain("hunter2"));
    }

    @Test
    void readsOutputValues() {
        CheckResponse response = door.check("a", "source", output(from(), false), "destination", output(TO, true));
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs())
                .isEqualTo(struct("source", from(), "destination", secret(TO), "sourceDigest", digest));
        assertThat(door.check("b", "source", output(null, false), "destination", TO + "b")
                        .getFailuresList())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoTextAtAll() {
        Struct asset = struct(ValueCodec.MARKER, "c44067f5952c0a294b673a41bacd8c17", "text", "x");
        assertThat(PulumiCaller.failures(door.check("a", "source", value(asset), "destination", TO)
                        .getFailuresList()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).startsWith("source: ").endsWith("[IS1006]"));
    }

    @Test
    void warnsOfADestinationWithoutATag() {
        door.check("a", "source", from(), "destination", "r.example.com/mirror/app");
        assertThat(door.logged(LogSeverity.WARNING)).singleElement().satisfies(warning -> assertThat(warning)
                .contains("names no tag", "latest"));
    }

    @Test
    void leavesTheDigestOutWhenTheSourceIsNotThereYet() {
        CheckResponse response = door.check("a", "source", upstream.host() + "/team/later:1", "destination", TO);
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs().getFieldsMap()).doesNotContainKey("sourceDigest");
        assertThat(door.logged(LogSeverity.WARNING)).singleElement().satisfies(warning -> assertThat(warning)
                .contains("/team/later:1", "does not exist (yet)"));
    }

    @Test
    void keepsTheRecordedDigestWhenTheSourceIsGone() {
        String gone = upstream.host() + "/team/gone:1";
        Struct olds = struct("source", gone, "destination", TO, "sourceDigest", D);
        Struct news = struct("source", gone, "destination", TO);
        CheckResponse response = door.check("a", olds, news);
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs()).isEqualTo(olds);
        assertThat(door.logged(LogSeverity.WARNING)).singleElement().satisfies(warning -> assertThat(warning)
                .contains(gone, "does not exist any more", D));

        door.endRun();
        door.configure(struct("onUnreachable", "fail"));
        assertThat(PulumiCaller.failures(door.check("a", olds, news).getFailuresList()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).startsWith("source: ").contains(gone, D));
    }
}
