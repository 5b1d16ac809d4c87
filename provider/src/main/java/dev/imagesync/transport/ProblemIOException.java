package dev.imagesync.transport;

import dev.imagesync.problem.ImagesyncException;
import java.io.IOException;

/** Why a request body could not be produced: thrown by the body, it ends the request and comes out of it as it is. */
public final class ProblemIOException extends IOException {

    private final ImagesyncException why;

    public ProblemIOException(ImagesyncException why) {
        super(why);
        this.why = why;
    }

    ImagesyncException why() {
        return why;
    }
}
