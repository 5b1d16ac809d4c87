package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.removal.Untagging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code imagesync untag REF}. */
@Command(
        name = "untag",
        description = {
            "Deletes one tag from its registry, and nothing but the tag: other tags of the same image live on.",
            "",
            "A tag that is gone already is a success. Where the registry cannot delete a tag, nothing is changed."
        })
final class UntagCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "REF", description = "For example registry.corp.example/mirror/busybox:1.36")
    String reference = "";

    UntagCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ImageReference tag = ImageReference.parseDestination(reference);
        if (!ImageReference.namesVersion(reference)) {
            throw Problem.ofInput(
                            Code.COMMAND_LINE_INVALID,
                            "\"" + reference + "\" names no tag",
                            "write the tag that is to go, for example " + reference + ":latest")
                    .toException();
        }
        boolean deleted = session.registries()
                .find(tag, session.operation())
                .map(found -> untag(tag, found.digest()))
                .orElse(false);
        if (session.json()) {
            session.print(Session.object().put("tag", tag.toString()).put("deleted", deleted));
        } else {
            session.terminal().data(tag + (deleted ? " deleted" : " was not there"));
        }
        return Main.DONE;
    }

    private boolean untag(ImageReference tag, Digest digest) {
        return switch (new Untagging(session.registries()).untag(tag, digest, session.operation())) {
            case Untagging.Outcome.Removed _ -> true;
            case Untagging.Outcome.NothingThere _ -> false;
            case Untagging.Outcome.Elsewhere elsewhere ->
                throw Problem.ofInput(
                                Code.DELETE_UNSUPPORTED,
                                tag + " was moved to " + elsewhere.digest() + " meanwhile, and stays",
                                "run the command again if that one is to go")
                        .toException();
        };
    }
}
