package dev.imagesync.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The pinned tools that {@code make tools} fetched, found from the system property {@code imagesync.root}. */
public final class PinnedTools {

    private PinnedTools() {}

    /** The root of the project. */
    public static Path root() {
        String root = System.getProperty("imagesync.root");
        if (root == null) {
            throw new IllegalStateException("set the system property imagesync.root to the project's root");
        }
        return Path.of(root);
    }

    /**
     * The path of a tool.
     *
     * @throws IllegalStateException if it is not there
     */
    public static Path bin(String name) {
        Path tool = root().resolve(".tools/bin").resolve(name);
        if (!Files.isExecutable(tool)) {
            throw new IllegalStateException(name + " is missing: run `make tools`");
        }
        return tool;
    }

    /** Whether a tool is there. */
    public static boolean has(String name) {
        return Files.isExecutable(root().resolve(".tools/bin").resolve(name));
    }
}
