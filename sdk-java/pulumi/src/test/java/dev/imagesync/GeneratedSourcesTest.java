package dev.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in classes are those that the real Pulumi makes of schema.json. */
class GeneratedSourcesTest {

    private static final String REFRESH = "run `make sdk` (or sdk-java/pulumi/generate), and check in what it changed";

    private final Path root = root();

    @TempDir
    Path work;

    @Test
    void areWhatTheSchemaYields() throws Exception {
        pulumi("package", "gen-sdk", root.resolve("schema.json").toString(), "--language", "java", "--out", "sdk");

        var made = texts(work.resolve("sdk/java/src/main/java"));
        var checkedIn = texts(root.resolve("sdk-java/pulumi/src/generated/java"));

        assertThat(checkedIn.keySet())
                .as("generated files; %s", REFRESH)
                .containsExactlyInAnyOrderElementsOf(made.keySet());
        made.forEach((file, text) -> assertThat(checkedIn.get(file))
                .as("generated file %s; %s", file, REFRESH)
                .isEqualTo(text));
    }

    @Test
    void comeFromASchemaWithoutFault() throws Exception {
        assertThat(pulumi("schema", "check", root.resolve("schema.json").toString()))
                .as("what `pulumi schema check schema.json` prints")
                .isBlank();
    }

    @Test
    void bearTheVersionOfTheSchema() throws Exception {
        var version = "\"version\": \"" + Utilities.getVersion() + "\"";
        assertThat(Files.readString(root.resolve("schema.json"))).contains(version);

        try (var plugin = getClass().getResourceAsStream("/com/pulumi/imagesync/plugin.json")) {
            assertThat(new String(plugin.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringWhitespace("{\"resource\":true,\"name\":\"imagesync\",\"version\":\""
                            + Utilities.getVersion()
                            + "\"}");
        }
    }

    /** Runs the real command line, and gives what it printed. */
    private String pulumi(String... arguments) throws IOException, InterruptedException {
        var tools = root.resolve(".tools/bin");
        var local = tools.resolve("pulumi");
        var command = new ArrayList<String>();
        command.add(Files.isExecutable(local) ? local.toString() : "pulumi");
        command.addAll(List.of(arguments));

        var printed = work.resolve("printed.txt");
        var builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        var environment = builder.environment();
        environment.merge("PATH", tools.toString(), (path, ours) -> ours + File.pathSeparator + path);
        environment.put("PULUMI_HOME", work.resolve("home").toString());
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");

        var process = start(builder);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + Files.readString(printed));
        }
        assertThat(process.exitValue())
                .as("%s printed: %s", command, Files.readString(printed))
                .isZero();
        return Files.readString(printed);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("no pulumi: run `make tools`, or put it on PATH", e);
        }
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /** The root folder: given by the build, else the nearest one above that holds the schema. */
    private static Path root() {
        var start = Path.of(System.getProperty("imagesync.root", "")).toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("schema.json"))) {
                return folder;
            }
        }
        throw new AssertionError("no schema.json in or above " + start);
    }
}
