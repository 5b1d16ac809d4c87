package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.ManifestInfo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync digest REF}: one HEAD, which no registry counts as a pull. */
final class DigestCommand implements Command {

    private final Session session;

    private final PositionalParamSpec reference =
            Command.parameter("REF", "For example docker.io/library/busybox:1.36");

    DigestCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named("digest", "Prints the digest that a reference points at, by one HEAD.")
                .addPositional(reference);
    }

    @Override
    public Integer call() {
        ImageReference image = ImageReference.parse(reference.getValue());
        ManifestInfo found = session.registries()
                .find(image, session.operation())
                .orElseThrow(() -> notFound(image).toException());
        if (session.json()) {
            session.print(Session.object()
                    .put("digest", found.digest().toString())
                    .put("digestRef", image.repository().at(found.digest()).toString())
                    .put("mediaType", found.mediaType()));
        } else {
            session.terminal().data(found.digest().toString());
        }
        return Main.DONE;
    }

    static Problem notFound(ImageReference image) {
        return Problem.ofInput(
                Code.IMAGE_NOT_FOUND,
                image + " is not in its registry",
                "check the spelling; `imagesync tags " + image.repository() + "` lists what is there");
    }
}
