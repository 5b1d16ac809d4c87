package dev.imagesync.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code imagesync completion}. */
@Command(name = "completion", description = "Prints completion for bash and zsh: source <(imagesync completion)")
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    @Nullable
    CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandSpec root = Objects.requireNonNull(spec).root();
        session.terminal().data(AutoComplete.bash(root.name(), root.commandLine()));
        return Main.DONE;
    }
}
