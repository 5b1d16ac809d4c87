package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.struct;
import static dev.imagesync.pulumi.Structs.text;
import static dev.imagesync.pulumi.Structs.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.imagesync.pulumi.rpc.InvokeRequest;
import dev.imagesync.pulumi.rpc.InvokeResponse;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.SampleImages;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invoke: getImage and getTags. */
class DoorFunctionsTest {

    private static RegistryProcess registry;
    private static String digest;
    private static PulumiCaller door;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryProcess.start();
        digest = SampleImages.push(registry.host() + "/team/app:1", "one");
        door = PulumiCaller.configured();
    }

    @AfterAll
    static void stop() {
        door.close();
        registry.close();
    }

    private static InvokeResponse invoke(String function, Object... arguments) {
        return door.calls()
                .invoke(InvokeRequest.newBuilder()
                        .setTok("imagesync:index:" + function)
                        .setArgs(struct(arguments))
                        .build());
    }

    private static String ref(String rest) {
        return registry.host() + "/" + rest;
    }

    @Test
    void getImageDescribesAnImage() {
        Struct image = invoke("getImage", "ref", ref("team/app:1")).getReturn();
        assertThat(text(image, "digest")).isEqualTo(digest);
        assertThat(text(image, "digestRef")).isEqualTo(ref("team/app@" + digest));
        assertThat(text(image, "mediaType")).startsWith("application/vnd.");
        assertThat(image.getFieldsOrThrow("platforms")).isEqualTo(value(List.of()));
    }

    @Test
    void getImageListsPlatforms() {
        Struct image = invoke("getImage", "ref", ref("team/app:1"), "includePlatforms", true)
                .getReturn();
        assertThat(image.getFieldsOrThrow("platforms").getListValue().getValuesList())
                .containsExactlyInAnyOrder(value("linux/amd64"), value("linux/arm64"));
    }

    @Test
    void getImageGoesOnWithoutAnImageIfToldSo() {
        Struct image = invoke("getImage", "ref", ref("team/none:1"), "allowUnavailable", true)
                .getReturn();
        assertThat(image).isEqualTo(struct("digest", "", "digestRef", "", "mediaType", "", "platforms", List.of()));
        assertThat(PulumiCaller.refusal(() -> invoke("getImage", "ref", ref("team/none:1")))
                        .getStatus()
                        .getDescription())
                .startsWith("[IS4002] the image does not exist\n")
                .contains("allowUnavailable");
    }

    @Test
    void getTagsListsTags() {
        assertThat(invoke("getTags", "repository", ref("team/app")).getReturn())
                .isEqualTo(struct("tags", List.of(struct("tag", "1"))));
        assertThat(invoke("getTags", "repository", ref("team/app"), "includeDigests", true)
                        .getReturn())
                .isEqualTo(struct("tags", List.of(struct("tag", "1", "digest", digest))));
        assertThat(PulumiCaller.refusal(() -> invoke("getTags", "repository", ref("team/none")))
                        .getStatus()
                        .getDescription())
                .startsWith("[IS4002] the image does not exist\n");
    }

    /** A function, arguments that are wrong, the one that is blamed, and the code. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("getImage", struct(), "ref", "IS1006"),
                Arguments.of("getImage", struct("ref", 1), "ref", "IS1006"),
                Arguments.of("getImage", struct("ref", "a", "platform", "x"), "platform", "IS1006"),
                Arguments.of("getImage", struct("ref", "a", "includePlatforms", "x"), "includePlatforms", "IS1006"),
                Arguments.of("getImage", struct("ref", ""), "ref", "IS1001"),
                Arguments.of("getImage", struct("ref", "Not A Reference"), "ref", "IS1001"),
                Arguments.of("getImage", struct("ref", "a@sha256:12"), "ref", "IS1005"),
                Arguments.of("getImage", struct("ref", "a:-", "allowUnavailable", true), "ref", "IS1001"),
                Arguments.of("getTags", struct(), "repository", "IS1006"),
                Arguments.of("getTags", struct("repository", List.of()), "repository", "IS1006"),
                Arguments.of("getTags", struct("repository", "a:1"), "repository", "IS1001"),
                Arguments.of("getTags", struct("repository", "https://a"), "repository", "IS1001"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void blamesTheArgument(String function, Struct arguments, String path, String code) {
        InvokeResponse response = door.calls()
                .invoke(InvokeRequest.newBuilder()
                        .setTok("imagesync:index:" + function)
                        .setArgs(arguments)
                        .build());
        assertThat(response.getFailuresList()).singleElement().satisfies(failure -> {
            assertThat(failure.getProperty()).isEqualTo(path);
            assertThat(failure.getReason()).contains("; ").endsWith("[" + code + "]");
        });
    }

    @Test
    void anUnknownArgumentIsNoDefect() {
        assertThat(PulumiCaller.failures(
                        invoke("getImage", "ref", ValueCodec.UNKNOWN_STRING).getFailuresList()))
                .singleElement()
                .satisfies(failure -> assertThat(failure).startsWith("ref: "));
    }

    @Test
    void thereIsNoOtherFunction() {
        assertThat(PulumiCaller.refusal(() -> invoke("getNothing")).getStatus().getDescription())
                .startsWith("[IS1006] the input is not valid\n")
                .contains("imagesync:index:getNothing", "getImage or getTags");
    }
}
