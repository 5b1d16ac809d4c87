package dev.imagesync.cli;

import dev.imagesync.workload.ImageFinder;
import dev.imagesync.workload.KindPath;
import dev.imagesync.workload.ManifestText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Which manifests a command reads, and where images stand in them. */
final class ManifestOptions {

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

    private final OptionSpec paths = Command.list("--path")
            .paramLabel("KIND: PATH")
            .description(
                    "Where objects of a kind name an image besides their pods, for example"
                            + " \"example.com/v1/Thing: spec.image\"; may be repeated. The resources of widespread operators are known")
            .build();

    CommandSpec addTo(CommandSpec spec) {
        return spec.addPositional(files).addOption(paths);
    }

    /** Reads all manifests, and finds their images. */
    List<ManifestText> read() {
        List<String> places = paths.getValue();
        ImageFinder finder =
                new ImageFinder(places.stream().map(KindPath::parse).toList());
        List<Path> given = files.getValue();
        return (given.isEmpty() ? List.of(InputText.STDIN) : given)
                .stream().map(file -> read(file, finder)).toList();
    }

    private static ManifestText read(Path file, ImageFinder finder) {
        String name = file.equals(InputText.STDIN) ? "stdin" : file.toString();
        String text = InputText.read(file, file.toString(), "check the path of the manifest");
        return ManifestText.parse(name, text, finder);
    }
}
