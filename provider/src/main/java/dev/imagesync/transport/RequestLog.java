package dev.imagesync.transport;

/** Hears of every request on the wire: method, address without query, status, duration; never a secret. Thread-safe. */
@FunctionalInterface
public interface RequestLog {

    /** Hears nothing. */
    RequestLog NONE = line -> {};

    void line(String line);
}
