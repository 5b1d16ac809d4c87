package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.copy.Bytes;
import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.reference.ImageReference;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync inspect REF}: one GET, which Docker Hub counts as a pull. */
final class InspectCommand implements Command {

    private final Session session;

    private final PositionalParamSpec reference =
            Command.parameter("REF", "For example docker.io/library/busybox:1.36");

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named(
                        "inspect",
                        "Shows what a reference is: its digest, its media type, and the platforms or blobs it lists.")
                .addPositional(reference);
    }

    @Override
    public Integer call() {
        ImageReference image = ImageReference.parse(reference.getValue());
        Manifest manifest = session.registries()
                .manifest(image, session.operation())
                .orElseThrow(() -> DigestCommand.notFound(image).toException());
        String digestRef = image.repository().at(manifest.digest()).toString();
        if (session.json()) {
            printJson(manifest, digestRef);
        } else {
            printText(manifest, digestRef);
        }
        return Main.DONE;
    }

    private void printJson(Manifest manifest, String digestRef) {
        ObjectNode result = Session.object()
                .put("digest", manifest.digest().toString())
                .put("digestRef", digestRef)
                .put("mediaType", manifest.mediaType())
                .put("size", manifest.size());
        switch (manifest.view()) {
            case ManifestView.Index index -> addAll(result.putArray("manifests"), index.manifests());
            case ManifestView.Image single -> addAll(result.putArray("blobs"), single.blobs());
        }
        session.print(result);
    }

    private static void addAll(ArrayNode array, List<Descriptor> descriptors) {
        for (Descriptor descriptor : descriptors) {
            ObjectNode entry = array.addObject()
                    .put("digest", descriptor.digest().toString())
                    .put("mediaType", descriptor.mediaType())
                    .put("size", descriptor.size());
            if (descriptor.platform() != null) {
                entry.put("platform", descriptor.platform().toString());
            }
        }
    }

    private void printText(Manifest manifest, String digestRef) {
        Terminal terminal = session.terminal();
        terminal.data(digestRef);
        terminal.data(manifest.mediaType() + ", " + Bytes.human(manifest.size()));
        switch (manifest.view()) {
            case ManifestView.Index index -> index.manifests().forEach(child -> terminal.data(line(child)));
            case ManifestView.Image single -> single.blobs().forEach(blob -> terminal.data(line(blob)));
        }
    }

    private static String line(Descriptor descriptor) {
        String what = descriptor.platform() != null ? descriptor.platform().toString() : descriptor.mediaType();
        return "  " + descriptor.digest() + "  " + what + ", " + Bytes.human(descriptor.size());
    }
}
