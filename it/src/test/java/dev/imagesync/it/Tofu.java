package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real OpenTofu, or the real Terraform, in a folder of its own, with the packaged provider. */
final class Tofu {

    /** The requirement of the provider, with which a program begins. */
    static final String HEAD =
            """
            terraform {
              required_providers {
                imagesync = {
                  source = "imagesync/imagesync"
                }
              }
            }
            """;

    private final Path folder;
    private final String tool;
    private final Map<String, String> environment = new HashMap<>();

    private Tofu(Path folder, String tool) {
        this.folder = folder;
        this.tool = tool;
    }

    /** Takes the provider from {@code dist/}, as somebody who develops it does. */
    static Tofu in(Path folder) throws IOException {
        return in(folder, "tofu");
    }

    /** The same with another tool of the tests that speaks its language. */
    static Tofu in(Path folder, String tool) throws IOException {
        Files.writeString(
                folder.resolve("tofu.rc"),
                "provider_installation {\n  dev_overrides {\n    \"imagesync/imagesync\" = \"" + PackagedProgram.bin()
                        + "\"\n  }\n  direct {}\n}\n");
        return new Tofu(folder, tool);
    }

    /** Takes a provider that runs already. */
    static Tofu attached(Path folder, String tool, AttachedProvider provider) throws IOException {
        Tofu tofu = in(folder, tool);
        tofu.environment.putAll(provider.environment());
        return tofu;
    }

    /** Takes the provider's package from a mirror in the file system, as users do. */
    static Tofu withPackage(Path folder) throws IOException {
        return withPackage(folder, "tofu");
    }

    /** The same with another tool of the tests that speaks its language. */
    static Tofu withPackage(Path folder, String tool) throws IOException {
        settings(folder, PackagedProgram.mirrorIn(folder));
        return new Tofu(folder, tool);
    }

    /**
     * Takes the provider from a registry of providers, as {@code init} does for a stranger.
     *
     * @param registry its name in the program
     * @param at where it is, {@code HOST:PORT}
     * @param certificate the authority to trust
     * @param body what is below the requirement of the provider
     */
    static Tofu from(Path folder, String registry, String at, Path certificate, String body) throws IOException {
        Files.writeString(
                folder.resolve("tofu.rc"),
                "host \"" + registry + "\" {\n  services = {\n    \"providers.v1\" = \"https://" + at
                        + "/v1/providers/\"\n  }\n}\n");
        Files.writeString(
                folder.resolve("main.tf"),
                HEAD.replace("imagesync/imagesync", registry + "/imagesync/imagesync") + body);
        Tofu tofu = new Tofu(folder, "tofu");
        tofu.environment.put("SSL_CERT_FILE", certificate.toString());
        return tofu;
    }

    /** Writes the file of settings that names a mirror of packages. */
    static Path settings(Path folder, Path mirror) throws IOException {
        return Files.writeString(
                folder.resolve("tofu.rc"),
                "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror + "\"\n  }\n}\n");
    }

    /** Writes the program: these blocks besides the head. */
    Tofu program(String blocks) throws IOException {
        Files.writeString(folder.resolve("main.tf"), HEAD + blocks);
        return this;
    }

    /** Sets a variable for the commands that follow. */
    Tofu with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What a command printed, and how it ended. */
    record Ended(int code, String printed) {}

    Ended run(String... arguments) throws IOException {
        return start(arguments).awaitEnd();
    }

    /** A command that runs, and the file that it prints to. */
    record Running(Process process, Path file) {

        String printed() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ctrl-C. */
        Running interrupt() throws IOException {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .onExit()
                    .join();
            return this;
        }

        /** Waits for its end, which must come within two minutes. */
        Ended awaitEnd() {
            process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
            return new Ended(process.exitValue(), printed());
        }
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env", "--default-signal=INT", PinnedTools.bin(tool).toString()));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().clear();
        // Nothing but what the launcher's shell needs: no Java.
        builder.environment().put("PATH", tools().toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .put("TF_CLI_CONFIG_FILE", folder.resolve("tofu.rc").toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("NO_COLOR", "1");
        builder.environment().putAll(environment);
        return new Running(builder.start(), printed);
    }

    private Path tools() throws IOException {
        Path bin = folder.resolve("bin");
        if (!Files.exists(bin)) {
            Files.createDirectory(bin);
            for (String tool : List.of("sh", "dirname", "readlink")) {
                Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
            }
        }
        return bin;
    }

    /** A command that must end well; gives what it printed. */
    String ok(String... arguments) throws IOException {
        Ended ended = run(arguments);
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended.printed();
    }

    String apply() throws IOException {
        return ok("apply", "-auto-approve", "-no-color");
    }

    /** That a plan finds nothing to do. */
    void assertInStep() throws IOException {
        Ended plan = run("plan", "-detailed-exitcode", "-no-color");
        assertThat(plan.code()).as(plan.printed()).isZero();
    }

    String output(String name) throws IOException {
        return ok("output", "-raw", name);
    }

    Path folder() {
        return folder;
    }
}
