package dev.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages have the heads that registries want: Pulumi's for its own two pages, both kinds for guides, which either may show. */
class PageHeadsTest {

    private static final Path DOCS = Path.of(System.getProperty("imagesync.root"), "docs");
    private static final Pattern KEY = Pattern.compile("(?m)^([a-z_]+): ");
    private static final Pattern CHOOSER = Pattern.compile("\\{\\{< chooser language \"([a-z,]+)\" >}}");
    private static final Pattern CHOOSABLE = Pattern.compile("\\{\\{% choosable language ([a-z]+) %}}\n\n```\\1\n");

    private static List<String> keys(String page) {
        assertThat(page).startsWith("---\n");
        String head = page.substring(4, page.indexOf("\n---\n") + 1);
        return KEY.matcher(head).results().map(found -> found.group(1)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_index.md", "installation-configuration.md"})
    void pagesOfThePulumiRegistryHaveItsHead(String page) throws IOException {
        String text = Files.readString(DOCS.resolve(page));
        assertThat(keys(text)).containsExactly("title", "meta_desc", "layout");
        assertThat(text).contains("\nlayout: package\n");
    }

    @Test
    void theChooserOffersEachLanguageOnce() throws IOException {
        String text = Files.readString(DOCS.resolve("_index.md"));
        List<String> offered = CHOOSER.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .toList();
        assertThat(CHOOSABLE.matcher(text).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(offered)
                .containsExactly("typescript", "python", "go", "java", "yaml");
    }

    static Stream<Path> guides() {
        try (Stream<Path> files = Files.list(DOCS.resolve("guides"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void aGuideHasTheHeadsOfBothRegistries(Path guide) throws IOException {
        assertThat(keys(Files.readString(guide))).containsExactly("page_title", "title", "description", "meta_desc");
    }
}
