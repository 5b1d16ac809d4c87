package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program as {@code make package} lays it out: what users run is what is tested. */
final class PackagedProgram {

    private PackagedProgram() {}

    /** The folder of its launchers. */
    static Path bin() {
        return PinnedTools.root().resolve("dist/imagesync/bin");
    }

    static Path plugin() {
        Path plugin = bin().resolve("pulumi-resource-imagesync");
        if (!Files.isExecutable(plugin)) {
            throw new IllegalStateException("the program is missing: run `make package`");
        }
        return plugin;
    }

    /** What a registry of providers, or a mirror of one, has. */
    static Path terraformPackage() {
        return PinnedTools.root().resolve("dist/terraform-provider-imagesync_0.1.0_linux_amd64.zip");
    }
}
