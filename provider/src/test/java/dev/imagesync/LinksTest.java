package dev.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of a page to a file of the project, or to a heading in one, leads somewhere. Addresses elsewhere are not asked. */
class LinksTest {

    private static final Path ROOT = Path.of(System.getProperty("imagesync.root"));
    private static final List<String> PLACES = List.of(
            "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "tools/README.md", "docs", "examples");

    private static final Pattern FENCED = Pattern.compile("^( *)```.*?^\\1```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

    static Stream<Path> pages() {
        return PLACES.stream().flatMap(place -> {
            try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
                return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        String text = CODE.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
                .replaceAll("");
        List<String> broken = LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .flatMap(link -> fault(page, link).stream())
                .toList();
        assertThat(broken).isEmpty();
    }

    private static Optional<String> fault(Path page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return Optional.of(link + ": there is no " + ROOT.relativize(target));
        }
        if (hash >= 0 && !anchors(target).contains(link.substring(hash + 1))) {
            return Optional.of(link + ": " + ROOT.relativize(target) + " has only " + anchors(target));
        }
        return Optional.empty();
    }

    /** The anchors of a page: those that it sets, and those that are made of its headings, a number added to a repeated one. */
    private static Set<String> anchors(Path page) {
        try {
            String text = Files.readString(page);
            Set<String> anchors = ANCHOR.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(HashSet::new));
            Map<String, Integer> seen = new HashMap<>();
            for (MatchResult heading : HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                    .results()
                    .toList()) {
                String anchor = anchor(heading.group(1));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
            return anchors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String anchor(String heading) {
        return LINK.matcher(heading)
                .replaceAll("]")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
