package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.removal.Untagging;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync untag REF}. */
final class UntagCommand implements Command {

    private final Session session;

    private final PositionalParamSpec reference =
            Command.parameter("REF", "For example registry.corp.example/mirror/busybox:1.36");

    UntagCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named(
                        "untag",
                        "Deletes one tag from its registry, and nothing but the tag: other tags of the same image live on.",
                        "",
                        "A tag that is gone already is a success. Where the registry cannot delete a tag, nothing is changed.")
                .addPositional(reference);
    }

    @Override
    public Integer call() {
        String written = reference.getValue();
        ImageReference tag = ImageReference.parseDestination(written);
        if (!ImageReference.namesVersion(written)) {
            throw Problem.ofInput(
                            Code.COMMAND_LINE_INVALID,
                            "\"" + written + "\" names no tag",
                            "write the tag that is to go, for example " + written + ":latest")
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
