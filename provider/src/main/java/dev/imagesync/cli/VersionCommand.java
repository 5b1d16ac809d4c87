package dev.imagesync.cli;

import dev.imagesync.transport.ProgramVersion;
import picocli.CommandLine.Model.CommandSpec;

/** {@code imagesync version}. */
final class VersionCommand implements Command {

    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named("version", "Prints the version of the program and of the Java that it brings along.");
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        if (session.json()) {
            session.print(
                    Session.object().put("version", ProgramVersion.CURRENT).put("java", java));
        } else {
            session.terminal().data("imagesync " + ProgramVersion.CURRENT + " (Java " + java + ")");
        }
        return Main.DONE;
    }
}
