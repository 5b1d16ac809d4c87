package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user pages of the Terraform provider: their examples are judged by OpenTofu, their layout by the registry's own tool. */
class TofuPagesTest {

    private static final Path DOCS = PinnedTools.root().resolve("docs");
    private static final List<String> PLACES = List.of("index.md", "resources", "data-sources", "functions", "guides");
    private static final Pattern EXAMPLE =
            Pattern.compile("^( *)```terraform\n(.*?)^\\1```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    /** The engine's name among the tools of the tests. */
    String tool() {
        return "tofu";
    }

    /**
     * An example.
     *
     * @param place the page, and which of its examples it is
     */
    record Example(String place, String program) {

        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Example> examples() {
        return PLACES.stream().flatMap(TofuPagesTest::pages).flatMap(TofuPagesTest::examples);
    }

    private static Stream<Path> pages(String place) {
        try (Stream<Path> files = Files.walk(DOCS.resolve(place))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> examples(Path page) {
        try {
            List<MatchResult> found =
                    EXAMPLE.matcher(Files.readString(page)).results().toList();
            return IntStream.range(0, found.size())
                    .mapToObj(i -> new Example(DOCS.relativize(page) + " " + (i + 1), program(found.get(i))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in the fence, which is indented where it is a step of a list. */
    private static String program(MatchResult fence) {
        return fence.group(2).replaceAll("(?m)^" + fence.group(1), "");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleIsAProgram(Example example) throws IOException {
        Tofu tofu = Tofu.in(folder, tool());
        if (example.program().contains("required_providers")) {
            Files.writeString(folder.resolve("main.tf"), example.program());
        } else {
            tofu.program(example.program());
        }
        tofu.ok("validate", "-no-color");
        Path asWritten = Files.writeString(folder.resolve("main.tf"), example.program());
        tofu.ok("fmt");
        assertThat(asWritten).content().as("as `fmt` has it").isEqualTo(example.program());
    }

    @Test
    void theLayoutIsTheRegistrys() throws Exception {
        Tofu tofu = Tofu.in(folder, tool()).program("");
        // The tool looks for a provider by its last name only.
        String schema = tofu.ok("providers", "schema", "-json")
                .replaceAll("\"registry\\.[a-z.]+/imagesync/imagesync\"", "\"imagesync\"");
        Path file = Files.writeString(folder.resolve("schema.json"), schema.substring(schema.indexOf('{')));
        assertThat(JudgingTool.in(
                                folder,
                                "tfplugindocs",
                                "validate",
                                "--provider-name",
                                "imagesync",
                                "--provider-dir",
                                PinnedTools.root().toString(),
                                "--providers-schema",
                                file.toString())
                        .ok())
                .contains("running file mismatch check");
    }
}
