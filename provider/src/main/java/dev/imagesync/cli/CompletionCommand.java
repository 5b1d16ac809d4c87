package dev.imagesync.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code imagesync completion}. */
final class CompletionCommand implements Command {

    private final Session session;
    private final CommandSpec spec =
            named("completion", "Prints completion for bash and zsh: source <(imagesync completion)");

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        session.terminal().data(AutoComplete.bash(root.name(), root.commandLine()));
        return Main.DONE;
    }
}
