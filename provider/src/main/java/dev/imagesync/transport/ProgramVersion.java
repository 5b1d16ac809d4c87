package dev.imagesync.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this program, as the build filled it in: in the user agent, and in what the doors tell. */
public final class ProgramVersion {

    /** For example {@code 0.1.0}. */
    public static final String CURRENT = read();

    private ProgramVersion() {}

    private static String read() {
        String resource = "/dev/imagesync/version.txt";
        try (InputStream in = Objects.requireNonNull(ProgramVersion.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
