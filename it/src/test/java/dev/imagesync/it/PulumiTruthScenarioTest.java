package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.UpResult;
import com.pulumi.resources.CustomResourceOptions;
import dev.imagesync.Provider;
import dev.imagesync.ProviderArgs;
import dev.imagesync.SyncedImage;
import dev.imagesync.SyncedImageArgs;
import dev.imagesync.inputs.RegistrySettingsArgs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Pulumi is told and keeps: no secret in the clear. */
class PulumiTruthScenarioTest extends Scenario {

    private static final String PASSWORD = "correct-horse-battery";

    @Test
    void credentialsOfTheProviderStayEncryptedAtRest() throws IOException {
        push(upstream, "1", "v1");
        stack.program(context -> {
            var provider = new Provider(
                    "registries",
                    ProviderArgs.builder()
                            .registries(Map.of(
                                    "registry.corp.example",
                                    RegistrySettingsArgs.builder()
                                            .username("ci")
                                            .password(PASSWORD)
                                            .build()))
                            .build());
            new SyncedImage(
                    "app",
                    SyncedImageArgs.builder()
                            .source(upstream.ref(repository + ":1"))
                            .destination(mirror.ref(repository + ":1"))
                            .build(),
                    CustomResourceOptions.builder().provider(provider).build());
        });
        UpResult up = stack.up();
        assertThat(up.standardOutput()).doesNotContain(PASSWORD);
        assertThat(stack.state()).contains("imagesync:index:SyncedImage").doesNotContain(PASSWORD);
        try (Stream<Path> files = Files.walk(stack.folder().resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.getFileName().toString())
                        .doesNotContain(PASSWORD);
            }
        }
        stack.up(options -> options.expectNoChanges(true));
    }
}
