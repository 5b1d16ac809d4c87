package dev.imagesync.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code has its page, and every page its code. */
class ErrorPagesTest {

    private static final Path FOLDER = Path.of(System.getProperty("imagesync.root"), "docs", "errors");
    private static final List<String> HEADINGS =
            List.of("## What it means", "## Why it happens", "## How to cure it", "## What it looks like");
    private static final Pattern EXAMPLE =
            Pattern.compile("## What it looks like\n\n```text\n(.*?)\n```\n\\z", Pattern.DOTALL);
    private static final Pattern BLOCK_LINE = Pattern.compile("  (doing    |answer   |used     |next     )\\S.*");

    private static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    @Test
    void everyPageHasACode() throws IOException {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Code.values())
                            .map(code -> code.id() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAPageThatSaysAllThatHelps(Code code) throws IOException {
        String page = read(code.id() + ".md");
        assertThat(page.lines().findFirst()).hasValue("# " + code.id() + ": " + code.summary());
        assertThat(page.lines().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(HEADINGS);
        for (String heading : HEADINGS) {
            assertThat(page).containsPattern(Pattern.compile(Pattern.quote(heading) + "\n\n[^#\n]"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theExampleIsInTheShapeOfAMessage(Code code) throws IOException {
        Matcher example = EXAMPLE.matcher(read(code.id() + ".md"));
        assertThat(example.find()).as("the page ends with an example").isTrue();
        List<String> lines = example.group(1).lines().toList();
        if (lines.size() == 1) {
            assertThat(lines.getFirst())
                    .startsWith(code.summary() + ": ")
                    .contains("; ")
                    .endsWith(" [" + code.id() + "]");
        } else {
            assertThat(lines.getFirst()).isEqualTo("[" + code.id() + "] " + code.summary());
            assertThat(lines.subList(1, lines.size()))
                    .allMatch(line -> BLOCK_LINE.matcher(line).matches());
            assertThat(lines.getLast()).startsWith("  next     ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIndexListsEveryCodeUnderItsRange(Code code) throws IOException {
        String range = code.id().charAt(2) + "xxx";
        String section = read("README.md").split("\n## " + range + ": ", 2)[1].split("\n## ", 2)[0];
        assertThat(section).contains("\n| [" + code.id() + "](" + code.id() + ".md) | " + code.summary() + " |\n");
    }

    @Test
    void theIndexListsNothingElse() throws IOException {
        assertThat(read("README.md").lines().filter(line -> line.startsWith("| [IS")))
                .hasSize(Code.values().length);
    }
}
