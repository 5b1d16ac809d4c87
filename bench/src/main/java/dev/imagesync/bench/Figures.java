package dev.imagesync.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The page of figures. A section holds its peers, so one can be measured anew without the others. Not thread-safe. */
final class Figures {

    private static final Pattern START_OF_SECTION = Pattern.compile("^(?=## )", Pattern.MULTILINE);

    private final Map<String, String> sections = new LinkedHashMap<>();

    /** A page with nothing on it. */
    Figures() {}

    /** What a file says by now. */
    static Figures in(Path file) throws IOException {
        Figures figures = new Figures();
        START_OF_SECTION.splitAsStream(Files.readString(file)).skip(1).forEach(figures::put);
        return figures;
    }

    /** Puts a section in the place of the one with its heading, else at the end. */
    void put(String section) {
        sections.put(section.lines().findFirst().orElseThrow(), section.strip() + "\n");
    }

    void write(Path file, String head) throws IOException {
        Files.writeString(file, head + String.join("\n", sections.values()));
    }
}
