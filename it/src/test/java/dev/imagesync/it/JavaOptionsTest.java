package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The doors of the packaged program where the environment has options for Java: those of others, and our own. */
class JavaOptionsTest {

    /** A way to start the program, and the first line that it then prints. */
    enum Door {
        COMMAND_LINE("imagesync", "imagesync .*", Map.of()),
        PULUMI("pulumi-resource-imagesync", "[0-9]+", Map.of()),
        TERRAFORM(
                "terraform-provider-imagesync",
                "1\\|6\\|tcp\\|127\\.0\\.0\\.1:[0-9]+\\|grpc.*",
                Map.of(
                        "TF_PLUGIN_MAGIC_COOKIE",
                        "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
                        "PLUGIN_PROTOCOL_VERSIONS",
                        "6"));

        private final String launcher;
        private final String firstLine;
        private final Map<String, String> environment;

        Door(String launcher, String firstLine, Map<String, String> environment) {
            this.launcher = launcher;
            this.firstLine = firstLine;
            this.environment = environment;
        }

        private List<String> command() {
            String path = PackagedProgram.bin().resolve(launcher).toString();
            return this == COMMAND_LINE ? List.of(path, "version") : List.of(path);
        }
    }

    @TempDir
    Path folder;

    /** Starts a door, and gives what it printed on stderr by the time that it had printed its first line. */
    private String start(Door door, Map<String, String> options) throws IOException, InterruptedException {
        Path stderr = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(door.command()).redirectError(stderr.toFile());
        builder.environment().putAll(door.environment);
        builder.environment().putAll(options);
        Process program = builder.start();
        try {
            assertThat(program.inputReader().readLine())
                    .as(() -> read(stderr))
                    .isNotNull()
                    .matches(door.firstLine);
        } finally {
            program.destroy();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
        }
        return read(stderr);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsTheOptionsOfOtherJavaPrograms(Door door) throws Exception {
        String stderr = start(
                door,
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC",
                        "JDK_JAVA_OPTIONS", "-javaagent:" + folder.resolve("missing.jar"),
                        "_JAVA_OPTIONS", "-XX:+NoSuchOption"));
        assertThat(stderr).doesNotContain("_OPTIONS");
    }

    @ParameterizedTest
    @EnumSource
    void takesItsOwnOptionsAndKeepsStdoutClean(Door door) throws Exception {
        String options = "-XX:-UseSerialGC -XX:+UseG1GC -XX:+PrintCommandLineFlags";
        assertThat(start(door, Map.of("IMAGESYNC_JAVA_OPTIONS", options))).contains("-XX:+UseG1GC", "-XX:-UseSerialGC");
    }
}
