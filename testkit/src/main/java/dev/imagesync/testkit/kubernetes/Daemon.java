package dev.imagesync.testkit.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A program that runs until it is closed, or the JVM ends. What it prints goes to a file. */
final class Daemon implements AutoCloseable {

    private static final int LAST_LINES = 15;

    private final String name;
    private final Path log;
    private final Process process;

    private Daemon(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts one; its log is {@code NAME.log} in the folder. */
    static Daemon start(String name, Path folder, Map<String, String> environment, List<String> words) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Daemon(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it is as wanted.
     *
     * @throws IllegalStateException if it ends before, or takes too long
     */
    Daemon until(String what, Duration atMost, BooleanSupplier so) {
        try {
            Patience.until(
                    what,
                    atMost,
                    so,
                    () -> process.isAlive() ? Optional.empty() : Optional.of("it ended with " + process.exitValue()));
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException(name + ": " + e.getMessage() + "\n" + lastLines(), e);
        }
        return this;
    }

    /** What it has printed last. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
