package dev.imagesync.testkit;

/** A registry that listens on loopback until it is closed. */
public interface RunningRegistry extends AutoCloseable {

    /** {@code 127.0.0.1:PORT}. */
    String host();

    /** What it holds, reached with whatever login it asks for. */
    RegistryContent content();

    @Override
    void close();
}
