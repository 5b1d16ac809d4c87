package dev.imagesync.transport;

import dev.imagesync.operation.Operation;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Time as requests live with it. The defaults are what users get; anything else is for tests, which do not wait.
 *
 * @param connect how long a connection may take to come about
 * @param idle how long a registry may say nothing
 * @param commit the same after an upload: some registries move the whole blob in their storage before they answer
 * @param clock tells when tokens and the dates of Retry-After are due
 * @param pauses waits between two attempts
 */
public record Timing(Duration connect, Duration idle, Duration commit, InstantSource clock, Pauses pauses) {

    /** What users get. */
    public static final Timing DEFAULTS = new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            InstantSource.system(),
            (time, operation) -> operation.cancellation().pause(time));

    /** How a pause is made. */
    @FunctionalInterface
    public interface Pauses {

        /** Waits this long; throws what the operation is cancelled for, if it is. */
        void pause(Duration time, Operation operation);
    }
}
