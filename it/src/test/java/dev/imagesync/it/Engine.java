package dev.imagesync.it;

import java.util.Map;

/** An engine that the contract of behaviour runs on: it has a program, a state and commands. */
interface Engine extends AutoCloseable {

    /** What a user asks of an engine. */
    enum Command {
        PLAN,
        APPLY,
        DESTROY
    }

    /** What becomes of an image. */
    enum Change {
        CREATE,
        UPDATE,
        REPLACE,
        DELETE
    }

    /**
     * How a command ended that ended well.
     *
     * @param changes by the names of the images; those that stay as they are are left out
     * @param printed all that it printed, on one line
     */
    record Outcome(Map<String, Change> changes, String printed) {}

    /** The program of the commands that follow: these images and no others. */
    Engine program(Image... images);

    /** The provider's setting of that name, for the programs that follow. */
    Engine onUnreachable(String value);

    /** Runs a command that must end well. */
    Outcome run(Command command);

    /** Runs a command that must fail; gives all that it printed, on one line. */
    String failing(Command command);

    /** What a Deployment would take, as of the last apply. */
    String digestRef(Image image);

    @Override
    void close();
}
