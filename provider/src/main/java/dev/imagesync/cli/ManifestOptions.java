package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.workload.ImageFinder;
import dev.imagesync.workload.KindPath;
import dev.imagesync.workload.ManifestText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Which manifests a command reads, and where images stand in them. */
final class ManifestOptions {

    /** Stands for stdin. */
    private static final Path STDIN = Path.of("-");

    private final PositionalParamSpec files = PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .converters(Options.FILE)
            .initialValue(new ArrayList<Path>())
            .paramLabel("FILE")
            .description("Manifests in YAML or JSON. Without any, and for -, stdin is read")
            .build();

    private final OptionSpec paths = list("--path")
            .paramLabel("KIND: PATH")
            .description(
                    "Where objects of a kind name an image besides their pods, for example"
                            + " \"example.com/v1/Thing: spec.image\"; may be repeated. The resources of widespread operators are known")
            .build();

    /** An option that may be repeated. */
    static OptionSpec.Builder list(String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(new ArrayList<String>());
    }

    CommandSpec addTo(CommandSpec spec) {
        return spec.addPositional(files).addOption(paths);
    }

    ImageFinder finder() {
        List<String> given = paths.getValue();
        return new ImageFinder(given.stream().map(KindPath::parse).toList());
    }

    /** Reads all manifests. */
    List<ManifestText> read() {
        List<Path> given = files.getValue();
        return (given.isEmpty() ? List.of(STDIN) : given)
                .stream().map(ManifestOptions::read).toList();
    }

    private static ManifestText read(Path file) {
        boolean isStdin = file.equals(STDIN);
        try (InputStream in = isStdin ? System.in : Files.newInputStream(file)) {
            return ManifestText.parse(
                    isStdin ? "stdin" : file.toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Problem.ofInput(Code.COMMAND_LINE_INVALID, file + " cannot be read", "check the path of the manifest")
                    .toException(e);
        }
    }
}
