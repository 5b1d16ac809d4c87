package dev.imagesync.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pinned tools and the packaged program are. */
final class Tools {

    static final Path ROOT = Path.of(System.getProperty("imagesync.root"));

    private Tools() {}

    static Path bin(String name) {
        Path tool = ROOT.resolve(".tools/bin").resolve(name);
        if (!Files.isExecutable(tool)) {
            throw new IllegalStateException(name + " is missing: run `make tools`");
        }
        return tool;
    }

    static Path plugin() {
        Path plugin = ROOT.resolve("dist/imagesync/bin/pulumi-resource-imagesync");
        if (!Files.isExecutable(plugin)) {
            throw new IllegalStateException("the program is missing: run `make package`");
        }
        return plugin;
    }
}
