package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The list that {@code copy --from} reads: a line each, {@code SRC DST}; {@code #} begins a comment. */
final class CopyList {

    /** Stands for stdin. */
    private static final String STDIN = "-";

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
     * @throws ImagesyncException IS1012, which names the line
     */
    static List<Entry> read(Path file) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> lineOfDestination = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (!line.isEmpty()) {
                Entry entry = parse(line, file, i + 1);
                Integer other =
                        lineOfDestination.putIfAbsent(entry.destination().canonical(), i + 1);
                if (other != null) {
                    throw wrong(file, i + 1, "line " + other + " writes " + entry.destination() + " too", "remove one");
                }
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Entry parse(String line, Path file, int number) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 2) {
            throw wrong(file, number, "\"" + line + "\" is not SRC DST", "write two references with a space between");
        }
        try {
            return entry(words[0], words[1]);
        } catch (ImagesyncException e) {
            throw wrong(
                    file,
                    number,
                    e.problem().code().summary() + ", " + e.problem().doing(),
                    e.problem().next());
        }
    }

    private static List<String> lines(Path file) {
        try (InputStream in = file.toString().equals(STDIN) ? System.in : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw Problem.ofInput(
                            Code.COMMAND_LINE_INVALID,
                            "the list " + file + " cannot be read",
                            "check the path of --from")
                    .toException(e);
        }
    }

    private static ImagesyncException wrong(Path file, int line, String what, String next) {
        return Problem.ofInput(Code.COMMAND_LINE_INVALID, file + ":" + line + ": " + what, next)
                .toException();
    }
}
