package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PulumiHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a folder, as a user has it: our program and the pinned engines on its {@code PATH}, the package of the provider in a mirror
 * that OpenTofu looks at, nobody's login, and yes to every question of an engine.
 */
final class Shell {

    /** A project of Pulumi that mirrors an image. */
    static final String BUSYBOX =
            """
            name: infra
            runtime: yaml
            resources:
              busybox:
                type: imagesync:SyncedImage
                properties:
                  source: docker.io/library/busybox:1.36
                  destination: registry.example.com/mirror/busybox:1.36
            """;

    private final Path folder;
    private final Map<String, String> environment;

    private Shell(Path folder) throws IOException {
        PackagedProgram.plugin();
        this.folder = folder;
        environment = PulumiHome.in(folder);
        environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
        environment.put("PULUMI_SKIP_CONFIRMATIONS", "true");
        environment.put("PATH", PackagedProgram.path());
        environment.put("TF_CLI_ARGS_apply", "-auto-approve");
        environment.put("CHECKPOINT_DISABLE", "1");
        environment.put(
                "TF_CLI_CONFIG_FILE",
                Tofu.settings(folder, PackagedProgram.mirrorIn(folder)).toString());
    }

    static Shell in(Path folder) throws IOException {
        return new Shell(folder);
    }

    /** Makes a project of Pulumi with a stack {@code dev}, in a folder that may hold its program already. */
    Shell withProject(String yaml) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), yaml);
        run("pulumi stack init dev");
        return this;
    }

    /**
     * Runs commands to their good end; the first that fails ends them. Whoever asks for a secret gets one.
     *
     * @return what they printed
     */
    String run(String commands) throws IOException {
        Path printed = folder.resolve("printed.txt");
        Process process = new Commands(folder, environment)
                .program("bash", "-euo", "pipefail", "-c", commands)
                .redirectInput(Files.writeString(folder.resolve("typed.txt"), "a password\n")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            process.onExit().orTimeout(5, TimeUnit.MINUTES).join();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String told = Files.readString(printed);
        assertThat(process.exitValue()).as("%s\n%s", commands, told).isZero();
        return told;
    }
}
