package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.ManifestInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code imagesync digest REF}: one HEAD, which no registry counts as a pull. */
@Command(name = "digest", description = "Prints the digest that a reference points at, by one HEAD.")
final class DigestCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "REF", description = "For example docker.io/library/busybox:1.36")
    String reference = "";

    DigestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ImageReference image = ImageReference.parse(reference);
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
