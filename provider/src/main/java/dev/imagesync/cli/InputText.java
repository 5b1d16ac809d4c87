package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that a command line names by its file; {@code -} is stdin. */
final class InputText {

    static final Path STDIN = Path.of("-");

    private InputText() {}

    /**
     * Reads all of it, as UTF-8.
     *
     * @param what what cannot be read, for a message
     * @param next what to check then
     * @throws dev.imagesync.problem.ImagesyncException IS1012 if it cannot be read
     */
    static String read(Path file, String what, String next) {
        try (InputStream in = file.equals(STDIN) ? System.in : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.ofInput(Code.COMMAND_LINE_INVALID, what + " cannot be read", next)
                    .toException(e);
        }
    }
}
