package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.workload.Fate;
import dev.imagesync.workload.MirrorRules;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list that {@code copy --from} reads: a line each, {@code SRC DST}, or {@code SRC} alone where a mirror decides on the destination;
 * {@code #} begins a comment.
 */
final class CopyList {

    private CopyList() {}

    /** An image to copy. */
    record Entry(ImageReference source, ImageReference destination) {}

    static Entry entry(String source, String destination) {
        Entry entry = new Entry(ImageReference.parse(source), ImageReference.parseDestination(destination));
        if (entry.source().isSameAs(entry.destination())) {
            throw Problem.ofInput(
                            Code.SOURCE_IS_DESTINATION,
                            "both are " + entry.destination(),
                            "name another registry, repository or tag as the destination")
                    .toException();
        }
        return entry;
    }

    /**
     * Reads all entries; nothing is copied from a list with a mistake in it.
     *
     * @param mirror where a line without a destination goes; null if each line must have one. An image that the mirror does not take
     *     is left out
     * @throws ImagesyncException IS1012, which names the line
     */
    static List<Entry> read(Path file, @Nullable MirrorRules mirror) {
        Set<Entry> entries = new LinkedHashSet<>();
        Map<String, Integer> lineOfDestination = new HashMap<>();
        List<String> lines = InputText.read(file, "the list " + file, "check the path of --from")
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            Entry entry = parse(line, mirror, file, i + 1);
            if (entry == null || (mirror != null && entries.contains(entry))) {
                continue;
            }
            Integer other = lineOfDestination.putIfAbsent(entry.destination().canonical(), i + 1);
            if (other != null) {
                throw wrong(file, i + 1, "line " + other + " writes " + entry.destination() + " too", "remove one");
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private static @Nullable Entry parse(String line, @Nullable MirrorRules mirror, Path file, int number) {
        String[] words = line.split("\\s+", -1);
        if (words.length == 1 && mirror == null) {
            throw wrong(
                    file,
                    number,
                    "\"" + line + "\" is not SRC DST",
                    "write two references with a space between, or give --to PREFIX");
        }
        if (words.length > 2) {
            throw wrong(file, number, "\"" + line + "\" is not SRC DST", "write two references with a space between");
        }
        try {
            return words.length == 1 ? mirrored(words[0], Objects.requireNonNull(mirror)) : entry(words[0], words[1]);
        } catch (ImagesyncException e) {
            throw wrong(
                    file,
                    number,
                    e.problem().code().summary() + ", " + e.problem().doing(),
                    e.problem().next());
        }
    }

    private static @Nullable Entry mirrored(String source, MirrorRules mirror) {
        return switch (mirror.fateOf(source)) {
            case Fate.Mirrored image -> new Entry(image.source(), image.destination());
            case Fate.Stays _ -> null;
            case Fate.Malformed malformed -> throw malformed.problem().toException();
        };
    }

    private static ImagesyncException wrong(Path file, int line, String what, String next) {
        return Problem.ofInput(Code.COMMAND_LINE_INVALID, file + ":" + line + ": " + what, next)
                .toException();
    }
}
