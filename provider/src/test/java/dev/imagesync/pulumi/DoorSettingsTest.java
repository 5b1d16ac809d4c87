package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.secret;
import static dev.imagesync.pulumi.Structs.struct;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.InvokeRequest;
import dev.imagesync.pulumi.rpc.InvokeResponse;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CheckConfig, DiffConfig and Configure. */
class DoorSettingsTest {

    private static PulumiCaller door;

    @BeforeAll
    static void open() {
        door = PulumiCaller.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static CheckResponse checkConfig(Struct settings) {
        return door.calls()
                .checkConfig(CheckRequest.newBuilder().setNews(settings).build());
    }

    private static Struct registry(Object... settings) {
        return struct("registries", Map.of("r.example.com", struct(settings)));
    }

    /** Settings, the path that is blamed, what is said, and its code. */
    static Stream<Arguments> refused() {
        String host = "registries[\"r.example.com\"]";
        return Stream.of(
                Arguments.of(struct("registrys", "x"), "registrys", "there is no property \"registrys\"", "IS1006"),
                Arguments.of(struct("registries", 1), "registries", "is not a map", "IS1006"),
                Arguments.of(struct("registries", "no json"), "registries", "is not a map", "IS1006"),
                Arguments.of(struct("registries", "[]"), "registries", "is not a map", "IS1006"),
                Arguments.of(struct("registries", "{"), "registries", "is not a map", "IS1006"),
                Arguments.of(struct("onUnreachable", "\"ignore\""), "onUnreachable", "write warn", "IS1009"),
                Arguments.of(
                        struct("registries", Map.of("r.example.com", "alice")), host, "is not an object", "IS1006"),
                Arguments.of(
                        struct("registries", Map.of("https://r", struct())),
                        "registries[\"https://r\"]",
                        "is not a registry name",
                        "IS1009"),
                Arguments.of(registry("user", "x"), host + ".user", "there is no property \"user\"", "IS1006"),
                Arguments.of(registry("username", 1), host + ".username", "is not a string", "IS1006"),
                Arguments.of(registry("username", "x"), host + ".password", "go together", "IS1009"),
                Arguments.of(registry("password", secret("x")), host + ".username", "go together", "IS1009"),
                Arguments.of(registry("plainHttp", "maybe"), host + ".plainHttp", "is not true or false", "IS1006"),
                Arguments.of(registry("clientCertFile", "x"), host + ".clientKeyFile", "go together", "IS1009"),
                Arguments.of(registry("clientKeyFile", "x"), host + ".clientCertFile", "go together", "IS1009"),
                Arguments.of(registry("trustedHosts", "x"), host + ".trustedHosts", "is not a list", "IS1006"),
                Arguments.of(registry("maxConcurrency", 0), host + ".maxConcurrency", "at least 1", "IS1009"),
                Arguments.of(struct("maxConcurrency", 1.5), "maxConcurrency", "is not a whole number", "IS1006"),
                Arguments.of(struct("dockerConfig", true), "dockerConfig", "is not a string", "IS1006"),
                Arguments.of(struct("dockerConfig", "a\0b"), "dockerConfig", "is not a path", "IS1009"),
                Arguments.of(struct("onUnreachable", "ignore"), "onUnreachable", "write warn", "IS1009"),
                Arguments.of(struct("onUndeletable", ""), "onUndeletable", "write fail", "IS1009"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void checkConfigBlamesTheProperty(Struct settings, String path, String words, String code) {
        CheckResponse response = checkConfig(settings);
        assertThat(response.getFailuresList()).singleElement().satisfies(failure -> {
            assertThat(failure.getProperty()).isEqualTo(path);
            assertThat(failure.getReason()).contains(words).contains("; ").endsWith("[" + code + "]");
        });
        assertThat(response.getInputs().getFieldsMap())
                .containsOnlyKeys(settings.getFieldsMap().keySet());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void configureRefusesTheSame(Struct settings, String path, String words, String code) {
        assertThat(PulumiCaller.refusal(() -> door.configure(settings))
                        .getStatus()
                        .getDescription())
                .startsWith("[IS1009] the provider setting is not valid\n")
                .contains(path, words, code);
    }

    @Test
    void checkConfigGivesBackWhatItTakes() {
        Struct settings = struct(
                "version",
                "0.1.0",
                "__internal",
                struct(),
                "registries",
                "{\"r.example.com\":{\"plainHttp\":\"true\"}}",
                "onUnreachable",
                "fail",
                "onUndeletable",
                "warn",
                "dockerConfig",
                "/nowhere");
        CheckResponse response = checkConfig(settings);
        assertThat(response.getFailuresList()).isEmpty();
        assertThat(response.getInputs()).isEqualTo(settings);
        door.configure(settings);
    }

    @Test
    void checkConfigMakesASecretOfRegistriesWithACredential() {
        for (String secret : List.of("password", "identityToken")) {
            for (Object given : List.<Object>of(
                    Map.of("r.example.com", struct(secret, "x")), "{\"r.example.com\":{\"" + secret + "\":\"x\"}}")) {
                Struct settings = struct("registries", given);
                assertThat(checkConfig(settings).getInputs())
                        .as("%s in %s", secret, given)
                        .isEqualTo(struct("registries", secret(given)));
                assertThat(checkConfig(struct("registries", secret(given))).getInputs())
                        .as("a secret stays one")
                        .isEqualTo(struct("registries", secret(given)));
                assertThat(diffConfig(struct("registries", secret(given)), settings)
                                .getChanges())
                        .as("the mark is no change")
                        .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
            }
        }
    }

    @Test
    void configureTakesSecretsInEveryForm() {
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin())) {
            ImageGraphs.ofContent("v1").pushTo(registry.content(), "team/app", "1");
            Struct login = struct("username", RegistryOptions.USER, "password", secret(RegistryOptions.PASSWORD));
            String text = "{\"" + registry.host() + "\":{\"username\":\"" + RegistryOptions.USER + "\",\"password\":\""
                    + RegistryOptions.PASSWORD + "\"}}";
            Struct image = struct("ref", registry.host() + "/team/app:1");
            for (Object registries : List.of(
                    Map.of(registry.host(), login), secret(Map.of(registry.host(), login)), text, secret(text))) {
                door.configure(struct("registries", registries));
                assertThat(getImage(image).getReturn().getFieldsMap())
                        .as("the login arrives: %s", registries)
                        .containsKey("digest");
            }
            door.configure(struct());
            assertThat(PulumiCaller.refusal(() -> getImage(image))).hasMessageContaining("[IS2101]");
        }
    }

    private static InvokeResponse getImage(Struct arguments) {
        return door.calls()
                .invoke(InvokeRequest.newBuilder()
                        .setTok("imagesync:index:getImage")
                        .setArgs(arguments)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "{\"r.example.com\":{\"password\":\"hunter2\"}}", "{\"hunter2\""})
    void noRefusalQuotesASecret(String text) {
        Struct settings = struct("registries", secret(text), "onUnreachable", secret("hunter2"));
        assertThat(PulumiCaller.failures(checkConfig(settings).getFailuresList()))
                .isNotEmpty()
                .noneMatch(failure -> failure.contains("hunter2"));
        assertThat(PulumiCaller.refusal(() -> door.configure(settings))
                        .getStatus()
                        .getDescription())
                .doesNotContain("hunter2");
    }

    private static DiffResponse diffConfig(Struct olds, Struct news) {
        return door.calls()
                .diffConfig(DiffRequest.newBuilder()
                        .setOlds(olds)
                        .setOldInputs(olds)
                        .setNews(news)
                        .build());
    }

    @Test
    void settingsNeverReplaceAnything() {
        Struct old = registry("username", "alice", "password", secret("old"));
        for (Struct other : List.of(
                registry("username", "alice", "password", secret("new")),
                registry("username", "bob", "password", secret("old")),
                struct("onUnreachable", "fail"),
                struct())) {
            DiffResponse response = diffConfig(old, other);
            assertThat(response.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_SOME);
            assertThat(response.getReplacesList()).isEmpty();
            assertThat(response.getDeleteBeforeReplace()).isFalse();
        }
    }

    /** An SDK does so with what the schema does not declare as a plain string. */
    @Test
    void aSettingThatCameAsAJsonTextIsTheSameSetting() {
        DiffResponse response = diffConfig(
                struct("onUnreachable", "fail", "registries", Map.of("r.example.com", struct("plainHttp", true))),
                struct("onUnreachable", "\"fail\"", "registries", "{\"r.example.com\": {\"plainHttp\": true}}"));
        assertThat(response.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }

    @Test
    void whatTheEngineKeepsAmongTheSettingsIsNoChange() {
        DiffResponse response = diffConfig(
                struct("onUnreachable", "fail", "version", "0.1.0", "__internal", struct()),
                struct("onUnreachable", "fail", "version", "0.2.0"));
        assertThat(response.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }
}
