package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The site of the pages, which is made only if each of its links leads somewhere. */
@Tag("long")
class SiteTest {

    @Test
    void everyPageIsOnTheSiteAndInItsSearch() throws IOException {
        Path root = PinnedTools.root();
        Commands.Printed _ = new Commands(root, Map.of())
                .run(root.resolve("tools/site/build").toString());
        Path site = root.resolve("dist/site");

        assertThat(site.resolve("index.html")).content().contains("A private registry, described as code");
        JsonNode search = new ObjectMapper()
                .readTree(Files.readString(site.resolve("search/search_index.json")))
                .path("docs");
        List<String> found = search.findValuesAsText("location");
        try (Stream<Path> errors = Files.list(root.resolve("docs/errors"))) {
            for (Path page : errors.filter(file -> file.getFileName().toString().startsWith("IS"))
                    .toList()) {
                assertThat(found)
                        .contains("errors/" + page.getFileName().toString().replace(".md", "/"));
            }
        }
    }
}
