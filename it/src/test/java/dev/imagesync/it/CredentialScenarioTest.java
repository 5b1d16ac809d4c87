package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.automation.ConfigValue;
import com.pulumi.resources.ComponentResourceOptions;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.Provider;
import dev.imagesync.ProviderArgs;
import dev.imagesync.inputs.RegistrySettingsArgs;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a password goes that the program or the stack's configuration gives in plain text. */
class CredentialScenarioTest extends Scenario {

    /** A word that nothing else in a state has. */
    private static final String PASSWORD = RegistryOptions.NEXT_PASSWORD;

    private RegistryProcess guarded;
    private String digest;

    @BeforeEach
    void startGuarded() {
        guarded = RegistryProcess.start(RegistryKind.DISTRIBUTION_3, RegistryOptions.WITH_LOGIN);
        guarded.rotatePassword();
        digest = push(upstream, "1", "v1");
    }

    @AfterEach
    void stopGuarded() {
        guarded.close();
    }

    private Consumer<Context> program(ComponentResourceOptions options) {
        return context -> new ImageSync(
                "app",
                ImageSyncArgs.builder()
                        .source(upstream.ref(repository + ":1"))
                        .destination(guarded.host() + "/" + repository + ":1")
                        .build(),
                options);
    }

    @Test
    void credentialsOfTheProviderStayEncryptedAtRest() throws IOException {
        RegistrySettingsArgs login = RegistrySettingsArgs.builder()
                .username(RegistryOptions.USER)
                .password(PASSWORD)
                .build();
        stack.program(context -> program(ComponentResourceOptions.builder()
                        .providers(new Provider(
                                "p",
                                ProviderArgs.builder()
                                        .registries(Map.of(guarded.host(), login))
                                        .build()))
                        .build())
                .accept(context));
        stack.up();
        assertCopiedAndSecret(stack.folder().resolve("state"));
    }

    /** The update's own history notes the configuration as the user gave it, which no provider can change. */
    @Test
    void credentialsOfTheStackConfigurationStayEncryptedInTheState() throws IOException {
        String json = "{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}"
                .formatted(guarded.host(), RegistryOptions.USER, PASSWORD);
        Stack.call(() -> {
            stack.workspace().setConfig("imagesync:registries", new ConfigValue(json));
            return json;
        });
        stack.program(program(ComponentResourceOptions.Empty));
        stack.up();
        assertCopiedAndSecret(stack.folder().resolve("state/.pulumi/stacks"));
    }

    private void assertCopiedAndSecret(Path files) throws IOException {
        stack.up(options -> options.expectNoChanges(true));
        assertThat(new RegistryProbe(guarded.host(), RegistryOptions.USER + ":" + PASSWORD).digest(repository, "1"))
                .contains(digest);
        assertThat(stack.state()).contains("registries").doesNotContain(PASSWORD);
        List<Path> stored;
        try (Stream<Path> all = Files.walk(files)) {
            stored = all.filter(Files::isRegularFile).toList();
        }
        assertThat(stored).isNotEmpty();
        for (Path file : stored) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as("%s", file)
                    .doesNotContain(PASSWORD);
        }
    }
}
