package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.workload.ManifestText;
import dev.imagesync.workload.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code imagesync images}: the images of Kubernetes manifests. Asks no registry. */
final class ImagesCommand implements Command {

    private final Session session;
    private final ManifestOptions manifests = new ManifestOptions();

    private final OptionSpec why = Command.flag(
            "--why", "Print every place: the image, the file with its line, the object and the path in it");

    ImagesCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return manifests
                .addTo(
                        named(
                                "images",
                                "Lists the images of Kubernetes manifests, each once, as `copy --from` reads them.",
                                "",
                                "  helm template web ./web | imagesync images | imagesync copy --from - --to registry.corp.example/mirror"))
                .addOption(why);
    }

    /** An image, in its one spelling, and where it stands. */
    private record Use(String image, ManifestText.Place place) {}

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        List<Use> uses = new ArrayList<>();
        for (ManifestText manifest : manifests.read()) {
            for (ManifestText.Place place : manifest.images()) {
                try {
                    uses.add(new Use(place.reference().canonical(), place));
                } catch (ImagesyncException e) {
                    problems.add(e.problem());
                }
            }
        }
        print(uses);
        problems.forEach(session.terminal()::error);
        return problems.isEmpty() ? Main.DONE : Main.FAILED;
    }

    private void print(List<Use> uses) {
        if (session.json()) {
            session.print(json(uses));
        } else if (why.getValue()) {
            uses.forEach(use -> session.terminal()
                    .data(String.join(
                            "\t",
                            use.image(),
                            use.place().file() + ":" + use.place().line(),
                            use.place().object().toString(),
                            use.place().found().path().toString())));
        } else {
            uses.stream().map(Use::image).distinct().forEach(session.terminal()::data);
        }
    }

    private static ObjectNode json(List<Use> uses) {
        ObjectNode result = Session.object();
        ArrayNode images = result.putArray("images");
        Map<String, ArrayNode> places = new LinkedHashMap<>();
        for (Use use : uses) {
            ObjectName object = use.place().object();
            places.computeIfAbsent(
                            use.image(),
                            image -> images.addObject().put("image", image).putArray("places"))
                    .addObject()
                    .put("file", use.place().file())
                    .put("line", use.place().line())
                    .put("kind", object.kind())
                    .put("namespace", object.namespace())
                    .put("name", object.name())
                    .put("path", use.place().found().path().toString())
                    .put("written", use.place().found().image());
        }
        return result;
    }
}
