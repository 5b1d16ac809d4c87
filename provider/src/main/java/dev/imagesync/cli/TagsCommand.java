package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync tags REPO}. */
final class TagsCommand implements Command {

    private final Session session;

    private final PositionalParamSpec repository = Command.parameter("REPO", "For example docker.io/library/busybox");

    TagsCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named("tags", "Lists the tags of a repository, one a line.").addPositional(repository);
    }

    @Override
    public Integer call() {
        Repository repo = Repository.parse(repository.getValue());
        List<Tag> tags = session.registries().tags(repo, session.operation()).orElseThrow(() -> Problem.ofInput(
                        Code.IMAGE_NOT_FOUND, repo + " does not exist", "check the spelling of the repository")
                .toException());
        if (session.json()) {
            ObjectNode result = Session.object().put("repository", repo.toString());
            ArrayNode names = result.putArray("tags");
            tags.forEach(tag -> names.add(tag.name()));
            session.print(result);
        } else {
            tags.forEach(tag -> session.terminal().data(tag.name()));
        }
        return Main.DONE;
    }
}
