package dev.imagesync.packaging;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A session with one door of the program, which shows the JVM what a session needs. */
interface Training extends AutoCloseable {

    /** So many images go through a training: what is then compiled is what a program with many images needs. */
    int IMAGES = 60;

    /** Where an image of the training lies, 0 to {@link #IMAGES}. */
    static String repository(int image) {
        return "team/app" + image;
    }

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
