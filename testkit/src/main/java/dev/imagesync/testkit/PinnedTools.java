package dev.imagesync.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The pinned tools that {@code make tools} fetched, found from the system property {@code imagesync.root}. */
public final class PinnedTools {

    private PinnedTools() {}

    /** The root of the project. */
    public static Path root() {
        return Path.of(property("imagesync.root", "the project's root"));
    }

    /** The version of the project, as pom.xml has it and the packages in {@code dist/} bear it. */
    public static String projectVersion() {
        return property("imagesync.version", "the version in pom.xml");
    }

    private static String property(String name, String meaning) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("set the system property " + name + " to " + meaning);
        }
        return value;
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

    /**
     * A file or a folder of a Debian package that {@code tools/debian} unpacked.
     *
     * @throws IllegalStateException if it is not there
     */
    public static Path debian(String name, String path) {
        Path file = root().resolve(".tools/debian").resolve(name).resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(name + " is missing: run `tools/debian " + name + "`");
        }
        return file;
    }

    /** Whether a Debian package is there. */
    public static boolean hasDebian(String name) {
        return Files.isDirectory(root().resolve(".tools/debian").resolve(name));
    }

    /** Whether a tool is there. */
    public static boolean has(String name) {
        return Files.isExecutable(root().resolve(".tools/bin").resolve(name));
    }
}
