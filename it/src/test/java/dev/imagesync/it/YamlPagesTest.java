package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The YAML of the pages: programs of Pulumi, run by the real engine, and settings of a stack, which it takes. */
class YamlPagesTest {

    @TempDir
    Path folder;

    static Stream<Fence> programs() {
        return Fence.withoutRepetitions(
                Fence.of("yaml").filter(fence -> fence.text().startsWith("name: ")));
    }

    static Stream<Fence> settings() {
        return Fence.of("yaml").filter(fence -> fence.text().startsWith("config:\n"));
    }

    @Test
    void allYamlIsAProgramOrSettings() {
        assertThat(Stream.concat(programs(), settings()))
                .hasSameSizeAs(Fence.of("yaml").toList());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theProgramRuns(Fence fence) throws Exception {
        try (PageRegistries registries = new PageRegistries()) {
            Shell shell = Shell.in(folder).withProject(registries.rewritten(fence.text()));
            shell.run("pulumi up --skip-preview");
            assertThat(shell.run("pulumi stack output --json"))
                    .containsAnyOf(registries.image().root().digest(), "linux/amd64", "1.36");
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSettingsAreTaken(Fence fence) throws Exception {
        try (PageRegistries registries = new PageRegistries()) {
            Shell shell = Shell.in(folder).withProject(registries.rewritten(Shell.BUSYBOX));
            Path stack = folder.resolve("Pulumi.dev.yaml");
            Files.writeString(stack, Files.readString(stack) + registries.rewritten(fence.text()));
            shell.run("pulumi up --skip-preview");
            assertThat(registries.mirror().tags("mirror/busybox")).containsExactly("1.36");
        }
    }
}
