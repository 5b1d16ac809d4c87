package dev.imagesync.it;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.SampleImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The command line as a container image, as {@code make image} builds it, on a base that is made here. */
final class ProgramImage {

    private static final Path JAVA = PackagedProgram.bin().resolveSibling("runtime");

    private ProgramImage() {}

    /**
     * Pushes a base: a Java, and of the system only the libraries that it is linked with.
     *
     * @return its digest
     */
    static String pushBase(String reference) throws Exception {
        FileEntriesLayer.Builder java = FileEntriesLayer.builder();
        Set<Path> libraries = new TreeSet<>();
        try (Stream<Path> files = Files.walk(JAVA)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                AbsoluteUnixPath place = AbsoluteUnixPath.get("/java/" + JAVA.relativize(file));
                java.addEntry(file, place, FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"));
                if (Files.isExecutable(file) || file.toString().endsWith(".so")) {
                    libraries.addAll(BareRoot.librariesOf(file));
                }
            }
        }
        libraries.removeIf(library -> library.startsWith(JAVA));
        FileEntriesLayer.Builder system = FileEntriesLayer.builder();
        for (Path library : libraries) {
            system.addEntry(
                    library.toRealPath(), AbsoluteUnixPath.fromPath(library), FilePermissions.fromOctalString("755"));
        }
        return SampleImages.push(reference, Map.of("PATH", "/java/bin"), java.build(), system.build());
    }

    /** Pushes the image, on a base, from a folder. */
    static void push(String reference, String base, Path folder) {
        Commands.Printed _ = new Commands(folder, Map.of())
                .run(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        PinnedTools.root().resolve("packaging/target/classes")
                                + ":"
                                + System.getProperty("java.class.path"),
                        "dev.imagesync.packaging.ContainerImage",
                        PackagedProgram.bin().getParent().toString(),
                        PinnedTools.projectVersion(),
                        reference,
                        base,
                        "2026-01-01T00:00:00Z");
    }
}
