package dev.imagesync.testkit.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The control groups of pods, which a kubelet makes and does not remove. */
final class PodGroups {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String NAME = "kubepods";

    private PodGroups() {}

    /** Removes those that no process is in: the kernel keeps the others. */
    static void removeEmpty() {
        for (Path root : roots()) {
            try (Stream<Path> below = Files.walk(root)) {
                below.filter(Files::isDirectory)
                        .sorted(Comparator.reverseOrder())
                        .forEach(group -> group.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether there are any. */
    static boolean exist() {
        return !roots().isEmpty();
    }

    /** In each hierarchy of version 1, or in the only one of version 2. */
    private static List<Path> roots() {
        List<Path> roots = new ArrayList<>(List.of(ROOT.resolve(NAME)));
        try (Stream<Path> hierarchies = Files.exists(ROOT) ? Files.list(ROOT) : Stream.empty()) {
            hierarchies.map(hierarchy -> hierarchy.resolve(NAME)).forEach(roots::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        roots.removeIf(root -> !Files.isDirectory(root));
        return roots;
    }
}
