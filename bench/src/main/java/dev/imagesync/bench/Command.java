package dev.imagesync.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that is run and measured. The time is bash's, which counts what the program's children use as well.
 *
 * @param words the program and its arguments
 * @param environment what it gets besides the environment of this process
 */
record Command(List<String> words, Map<String, String> environment) {

    private static final Pattern TIMES = Pattern.compile("measured ([0-9.]+) ([0-9.]+) ([0-9.]+)\\s*$");

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Runs it to its end, which must be a good one. */
    Measured run() {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='measured %R %U %S'; time \"$@\"", "bash"));
        timed.addAll(words);
        String printed = output(start(timed));
        Matcher times = TIMES.matcher(printed);
        if (!times.find()) {
            throw new IllegalStateException(words + " printed " + printed);
        }
        return new Measured(seconds(times.group(1)), seconds(times.group(2)).plus(seconds(times.group(3))), null);
    }

    /** Runs it to its end, which must be a good one, and looks all the while at the memory of the largest of its processes. */
    long peakKib() {
        Process process = start(words);
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> output(process));
        long peak = 0;
        while (process.isAlive()) {
            peak = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .mapToLong(Command::residentKib)
                    .reduce(peak, Math::max);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        String _ = output.join();
        return peak;
    }

    /** The most that a process had resident; 0 if it has ended. */
    private static long residentKib(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The time until something is done with the first line on stdout, such as nothing; then the program is ended.
     *
     * @param use is given the line
     */
    Duration toFirstLine(Consumer<String> use) {
        long start = System.nanoTime();
        Process process = start(words);
        try (BufferedReader stdout = process.inputReader()) {
            String line = stdout.readLine();
            if (line == null) {
                throw new IllegalStateException(words + " printed nothing");
            }
            use.accept(line);
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private Process start(List<String> program) {
        ProcessBuilder builder = new ProcessBuilder(program).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String output(Process process) {
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(words + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
}
