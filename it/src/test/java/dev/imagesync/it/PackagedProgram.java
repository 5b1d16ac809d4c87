package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as {@code make package} lays it out: what users run is what is tested. */
final class PackagedProgram {

    private PackagedProgram() {}

    /** The folder of its launchers. */
    static Path bin() {
        return PinnedTools.root().resolve("dist/imagesync/bin");
    }

    /** The command line, ready to start; what it prints on stdout is dropped. */
    static ProcessBuilder commandLine(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addFirst(bin().resolve("imagesync").toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** A new mirror of provider packages, in a folder, with the package for Terraform in it. */
    static Path mirrorIn(Path folder) throws IOException {
        String zip = "terraform-provider-imagesync_" + PinnedTools.projectVersion() + "_linux_amd64.zip";
        Path mirror = folder.resolve("packages");
        Path packages = Files.createDirectories(mirror.resolve("registry.opentofu.org/imagesync/imagesync"));
        Files.createSymbolicLink(
                packages.resolve(zip), PinnedTools.root().resolve("dist").resolve(zip));
        return mirror;
    }

    static Path plugin() {
        Path plugin = bin().resolve("pulumi-resource-imagesync");
        if (!Files.isExecutable(plugin)) {
            throw new IllegalStateException("the program is missing: run `make package`");
        }
        return plugin;
    }
}
