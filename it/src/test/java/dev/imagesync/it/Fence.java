package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fenced block of a page. What is in it, its language says: see {@link PageFencesTest}.
 *
 * @param page the page, relative to the project
 * @param number which of its blocks it is, from 1 on
 * @param language what stands behind the opening fence
 * @param text what stands in the fence, without the indentation that it has in a list
 */
record Fence(String page, int number, String language, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("^( *)```([a-z]*)\n(.*?)^\\1```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** All blocks of the pages for users: the README, docs without the decisions, and the pages of the examples. */
    static Stream<Fence> all() {
        return Stream.of("README.md", "docs", "examples").flatMap(Fence::below);
    }

    /** All blocks of one language. */
    static Stream<Fence> of(String language) {
        return all().filter(fence -> fence.language().equals(language));
    }

    /** Leaves out what stands on an earlier page already, to the letter. */
    static Stream<Fence> withoutRepetitions(Stream<Fence> fences) {
        Set<String> seen = new HashSet<>();
        return fences.filter(fence -> seen.add(fence.text()));
    }

    /** The blocks of a page, or of all pages in a folder, in the order of their names. */
    static Stream<Fence> below(String place) {
        try (Stream<Path> files = Files.walk(PinnedTools.root().resolve(place))) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith(PinnedTools.root().resolve("docs/adr")))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(Fence::in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Fence> in(Path file) {
        try {
            String page = PinnedTools.root().relativize(file).toString();
            List<MatchResult> found =
                    BLOCK.matcher(Files.readString(file)).results().toList();
            return IntStream.range(0, found.size())
                    .mapToObj(i -> new Fence(page, i + 1, found.get(i).group(2), text(found.get(i))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(MatchResult fence) {
        return fence.group(3).replaceAll("(?m)^" + fence.group(1), "");
    }

    @Override
    public String toString() {
        return page + " " + number;
    }
}
