package dev.imagesync.transport;

import java.io.IOException;
import java.io.OutputStream;

/** What a request sends. Written by one thread at a time. */
public interface Body {

    /** Its length in bytes. */
    long length();

    /** Its media type, as Content-Type has it. */
    String mediaType();

    /** Whether it can be written more than once, so that the request may be sent again. */
    boolean isRepeatable();

    /**
     * Writes all of it.
     *
     * @throws ProblemIOException if it cannot be produced; that ends the request, and comes out of it as it is
     */
    void writeTo(OutputStream out) throws IOException;

    /** A body of these bytes. */
    static Body of(byte[] bytes, String mediaType) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public String mediaType() {
                return mediaType;
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
