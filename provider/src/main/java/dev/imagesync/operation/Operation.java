package dev.imagesync.operation;

import java.time.Duration;

/**
 * Something that is under way. Thread-safe, as far as its listener is.
 *
 * @param resource the name of the resource in its engine; empty where there is none
 * @param feedback who listens
 * @param cancellation how it is ended from outside
 */
public record Operation(String resource, Feedback feedback, Cancellation cancellation) {

    /** An operation without a name, to which nobody listens and which nobody ends. */
    public static Operation unattended() {
        return new Operation("", Feedback.NONE, new Cancellation());
    }

    /** The same for another resource. */
    public Operation of(String otherResource) {
        return new Operation(otherResource, feedback, cancellation);
    }

    /** The same, ended by something else. */
    public Operation endedBy(Cancellation other) {
        return new Operation(resource, feedback, other);
    }

    /** The same, which goes on whatever the user ends: for what has to be cleaned up. */
    public Operation toTheEnd() {
        return endedBy(new Cancellation());
    }

    /** Throws what it was ended for, if it was. */
    public void check() {
        cancellation.check();
    }

    /** Waits this long, or throws what it was ended for. */
    public void pause(Duration time) {
        cancellation.pause(time);
    }
}
