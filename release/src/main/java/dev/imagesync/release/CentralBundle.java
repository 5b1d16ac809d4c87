package dev.imagesync.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the portal of Maven Central takes: a zip in the layout of a Maven repository, with a signature and the sums of each file, as
 * <a href="https://central.sonatype.org/publish/publish-portal-upload/">its documentation</a> asks. The same files give the same
 * bytes.
 */
final class CentralBundle {

    /** The first moment that a zip can tell. */
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

    private CentralBundle() {}

    /** Turns the folder that Maven deployed to, if there is one, into a bundle; the folder is gone then. */
    static void ofFolder(Path deployed, Path bundle) throws IOException {
        if (!Files.isDirectory(deployed)) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(bundle);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files(deployed)) {
                ZipEntry entry =
                        new ZipEntry(deployed.relativize(file).toString().replace('\\', '/'));
                entry.setTimeLocal(NEVER);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        delete(deployed);
    }

    /** All but the list of versions, which Maven Central keeps itself, and the sums of signatures, which nobody reads. */
    private static List<Path> files(Path deployed) throws IOException {
        try (Stream<Path> all = Files.walk(deployed)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith("maven-metadata"))
                    .filter(file -> !name(file).contains(".asc."))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
