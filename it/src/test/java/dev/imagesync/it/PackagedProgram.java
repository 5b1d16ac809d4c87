package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.io.File;
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

    /** What a shell's {@code PATH} is where a user has the program and the engines. */
    static String path() {
        return String.join(
                File.pathSeparator,
                bin().toString(),
                PinnedTools.root().resolve(".tools/bin").toString(),
                System.getenv("PATH"));
    }

    /** The command line, ready to start; what it prints on stdout is dropped. */
    static ProcessBuilder commandLine(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addFirst(bin().resolve("imagesync").toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** A new mirror of provider packages, in a folder, where OpenTofu and Terraform find the package: each under its own registry. */
    static Path mirrorIn(Path folder) throws IOException {
        Path mirror = folder.resolve("packages");
        for (String registry : List.of("registry.opentofu.org", "registry.terraform.io")) {
            link(zip(), Files.createDirectories(mirror.resolve(registry + "/imagesync/imagesync")));
        }
        return mirror;
    }

    /** The package that OpenTofu and Terraform install. */
    static Path zip() {
        return dist("terraform-provider-imagesync_" + PinnedTools.projectVersion() + "_linux_amd64.zip");
    }

    /** The package that Pulumi installs. */
    static Path tar() {
        return dist("pulumi-resource-imagesync-v" + PinnedTools.projectVersion() + "-linux-amd64.tar.gz");
    }

    private static Path dist(String name) {
        return PinnedTools.root().resolve("dist").resolve(name);
    }

    /** Puts a package into a folder. */
    static void link(Path file, Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
    }

    static Path plugin() {
        Path plugin = bin().resolve("pulumi-resource-imagesync");
        if (!Files.isExecutable(plugin)) {
            throw new IllegalStateException("the program is missing: run `make package`");
        }
        return plugin;
    }
}
