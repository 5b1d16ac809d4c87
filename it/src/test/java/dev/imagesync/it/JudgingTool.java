package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A pinned tool that judges the packaged provider; of the environment it has the PATH, and what is told here. */
final class JudgingTool {

    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();

    private JudgingTool(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
        with("PATH", System.getenv("PATH")).with("HOME", folder.toString()).with("TMPDIR", folder.toString());
    }

    /** Works in a folder, which is its home too. */
    static JudgingTool in(Path folder, String tool, String... arguments) {
        return new JudgingTool(
                folder,
                Stream.concat(Stream.of(PinnedTools.bin(tool).toString()), Stream.of(arguments))
                        .toList());
    }

    JudgingTool with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Lets the OpenTofu that it starts install the provider from its package, as users do. */
    JudgingTool withPackage() throws IOException {
        return with(
                        "TF_CLI_CONFIG_FILE",
                        Tofu.settings(folder, PackagedProgram.mirrorIn(folder)).toString())
                .with("CHECKPOINT_DISABLE", "1");
    }

    /** Runs it to its end, which must be a good one; gives all that it printed. */
    String ok() throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String told = Files.readString(printed);
        assertThat(process.exitValue()).as(told).isZero();
        return told;
    }
}
