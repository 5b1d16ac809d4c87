package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HCL of the pages is judged and applied by OpenTofu, the layout of those for the Terraform registry by its own tool. */
class TofuPagesTest {

    private final AttachedProvider provider = AttachedProvider.terraform();

    @TempDir
    Path folder;

    @AfterEach
    void giveTheProviderBack() {
        provider.close();
    }

    /** The engine's name among the tools of the tests. */
    String tool() {
        return "tofu";
    }

    private Tofu engine() throws IOException {
        return Tofu.attached(folder, tool(), provider);
    }

    static Stream<Fence> examples() {
        return Fence.withoutRepetitions(Fence.of("terraform"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleIsAppliedAndThenInStep(Fence example) throws IOException {
        try (PageRegistries registries = new PageRegistries()) {
            Tofu tofu = engine().with("TF_VAR_registry_password", "a password");
            String program = registries.rewritten(example.text());
            if (program.contains("import {")) {
                registries.holdWhatIsWritten(program);
            }
            write(tofu, program);
            tofu.apply();
            tofu.assertInStep();
            if (program.contains("resource \"imagesync\"")) {
                assertThat(tofu.ok("show", "-no-color"))
                        .contains("digest_ref", registries.mirror().ref(""));
            }
        }
    }

    @Test
    void theExamplesAreWrittenAsTheFormatterHasThem() throws IOException {
        List<Fence> examples = examples().toList();
        for (int i = 0; i < examples.size(); i++) {
            Files.writeString(folder.resolve(i + ".tf"), examples.get(i).text());
        }
        engine().ok("fmt");
        for (int i = 0; i < examples.size(); i++) {
            assertThat(folder.resolve(i + ".tf"))
                    .content()
                    .isEqualTo(examples.get(i).text());
        }
    }

    /** The head of a program is left out on most pages. */
    private void write(Tofu tofu, String program) throws IOException {
        if (program.contains("required_providers")) {
            Files.writeString(folder.resolve("main.tf"), program);
        } else {
            tofu.program(program);
        }
    }

    @Test
    void theLayoutIsTheRegistrys() throws Exception {
        Tofu tofu = engine().program("");
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
