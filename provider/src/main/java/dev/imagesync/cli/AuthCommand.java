package dev.imagesync.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code imagesync auth}: only the home of its subcommands. */
final class AuthCommand implements Command {

    private final CommandSpec spec = named("auth", "Shows who we are for a registry.");

    AuthCommand(Session session) {
        Command explain = new AuthExplainCommand(session);
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        spec.addSubcommand("explain", explain.spec());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing: explain");
    }
}
