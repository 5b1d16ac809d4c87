package dev.imagesync.cli;

import dev.imagesync.lifecycle.Untagging;
import dev.imagesync.reference.ImageReference;
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
        boolean deleted = new Untagging(session.registries()).untag(tag, session.operation());
        if (session.json()) {
            session.print(Session.object().put("tag", tag.toString()).put("deleted", deleted));
        } else {
            session.terminal().data(tag + (deleted ? " deleted" : " was not there"));
        }
        return Main.DONE;
    }
}
