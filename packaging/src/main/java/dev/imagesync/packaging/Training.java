package dev.imagesync.packaging;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A session with one door of the program, which shows the JVM what a session needs. */
interface Training extends AutoCloseable {

    /** The name of the door, and of its cache. */
    String door();

    String mainClass();

    default List<String> arguments() {
        return List.of();
    }

    /** What the process finds in its environment besides ours. */
    default Map<String, String> environment() throws IOException {
        return Map.of();
    }

    /** Uses the process as its engine would, and returns when it has ended. */
    void drive(Process program) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
