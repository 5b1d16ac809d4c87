package dev.imagesync.cli;

import dev.imagesync.transport.ProgramVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code imagesync version}. */
@Command(name = "version", description = "Prints the version of the program and of the Java that it brings along.")
final class VersionCommand implements Callable<Integer> {

    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
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
