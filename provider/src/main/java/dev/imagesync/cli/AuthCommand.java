package dev.imagesync.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code imagesync auth}: only the home of its subcommands. */
@Command(name = "auth", description = "Shows who we are for a registry.", synopsisSubcommandLabel = "COMMAND")
final class AuthCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing: explain");
        }
    }
}
