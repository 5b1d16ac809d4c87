package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs programs to their good end.
 *
 * @param folder where they run
 * @param environment what they get besides the environment of this process
 */
public record Commands(Path folder, Map<String, String> environment) {

    public Commands {
        environment = Map.copyOf(environment);
    }

    /** What a program printed. */
    public record Printed(String stdout, String stderr) {}

    /**
     * Runs a program.
     *
     * @throws IllegalStateException if it does not end well
     */
    public Printed run(String... words) {
        try {
            Path errors = Files.createTempFile("imagesync-errors", ".txt");
            try {
                Process process = program(words).redirectError(errors.toFile()).start();
                String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.onExit().join().exitValue();
                Printed printed = new Printed(stdout, Files.readString(errors));
                if (code != 0) {
                    throw new IllegalStateException(List.of(words) + " ended with " + code + ": " + printed);
                }
                return printed;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that is ready to start. */
    public ProcessBuilder program(String... words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
