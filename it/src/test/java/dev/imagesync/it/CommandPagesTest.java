package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the pages. Each block runs in a folder that holds what a user has: a stack {@code dev} of a Pulumi project
 * {@code infra} and a root module of OpenTofu that mirror {@code busybox}, both applied where the block looks at a state, a list of
 * images, and the package of the plugin; or, on the page of an example, that example.
 */
class CommandPagesTest {

    private static final String TOFU = Tofu.HEAD
            + """
              resource "imagesync" "busybox" {
                source      = "docker.io/library/busybox:1.36"
                destination = "registry.example.com/tofu/busybox:1.36"
              }
              """;
    private static final String LIST =
            """
            docker.io/library/busybox:1.36 registry.example.com/mirror/busybox:1.36
            docker.io/library/alpine:3.22  registry.example.com/mirror/alpine:3.22
            """;

    /** What takes something from a state, or compares it with what is there. */
    private static final Pattern STATE = Pattern.compile("\\b(pulumi|tofu) (state|refresh)\\b");

    private static final Set<String> WAYS_HERE =
            Set.of("docs/guides/migration.md", "docs/guides/terraform-and-opentofu.md");

    @TempDir
    Path folder;

    static Stream<Fence> commands() {
        // The README's installation has a test of its own, and so have the ways from another provider and from another
        // engine.
        return Fence.withoutRepetitions(Fence.of("sh")
                .filter(fence -> !fence.page().startsWith("examples/"))
                .filter(fence -> !fence.text().contains("provider_installation"))
                .filter(fence -> !WAYS_HERE.contains(fence.page())));
    }

    static Stream<Fence> commandsOfExamples() {
        return Fence.of("sh").filter(fence -> fence.page().startsWith("examples/"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandsEndWell(Fence fence) throws Exception {
        try (PageRegistries registries = new PageRegistries()) {
            String block = registries.rewritten(fence.text());
            boolean needsState = STATE.matcher(block).find();
            if (!block.contains("imagesync copy")) {
                registries.holdWhatIsWritten(block);
            }
            Files.writeString(folder.resolve("images.txt"), registries.rewritten(LIST));
            PackagedProgram.link(PackagedProgram.tar(), folder);
            Shell shell = Shell.in(folder);
            if (block.contains("pulumi ")) {
                shell.withProject(registries.rewritten(Shell.BUSYBOX));
                shell.run(needsState ? "pulumi up --skip-preview" : ":");
            }
            if (block.contains("tofu ")) {
                Files.writeString(folder.resolve("main.tf"), registries.rewritten(TOFU));
                shell.run(needsState ? "tofu init && tofu apply" : "tofu init");
            }
            shell.run(block);
        }
    }

    @ParameterizedTest
    @MethodSource("commandsOfExamples")
    void theCommandsOfTheExampleMirrorItsImages(Fence fence) throws Exception {
        assumeTrue(Node.isThere() || !fence.text().contains("cdktf"), Node.MISSING);
        try (PageRegistries registries = new PageRegistries()) {
            example(fence.page()).copyTo(folder);
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).forEach(file -> rewrite(file, registries));
            }
            assertThat(Shell.in(folder).run(registries.rewritten(fence.text())))
                    .contains("/busybox@" + registries.image().root().digest());
        }
    }

    private static Example example(String page) {
        return Stream.of(Example.values())
                .filter(example -> page.startsWith(
                        "examples/" + example.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static void rewrite(Path file, PageRegistries registries) {
        try {
            Files.writeString(file, registries.rewritten(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
