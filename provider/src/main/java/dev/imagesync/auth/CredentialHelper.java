package dev.imagesync.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program {@code docker-credential-NAME} on the PATH, spoken to as docker does: the server on its stdin, a credential as JSON
 * on its stdout. What it prints otherwise stays here, since it may hold the secret. It gets a limited time, and no more is read
 * of it than any credential has.
 *
 * @param name the part of its name that a docker config gives
 * @param environment the environment in which it is looked for and run
 * @param patience how long it may take
 */
record CredentialHelper(String name, Map<String, String> environment, Duration patience) {

    /** Long enough for one that asks a cloud, or the user's key ring. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MAX_OUTPUT = 1 << 20;
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    CredentialHelper(String name, Map<String, String> environment) {
        this(name, environment, PATIENCE);
    }

    /** What a helper gave. */
    sealed interface Answer {

        record Found(Credential credential) implements Answer {}

        record Nothing() implements Answer {}

        /**
         * The helper is missing or failed.
         *
         * @param why a statement about it
         */
        record Unavailable(String why) implements Answer {}
    }

    String program() {
        return "docker-credential-" + name;
    }

    /** Asks about a registry under one name of it after the other. */
    Answer ask(List<String> names) {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            return new Answer.Unavailable(program() + " is not on the PATH");
        }
        Answer answer = new Answer.Nothing();
        for (String server : names) {
            answer = ask(program.get(), server);
            if (answer instanceof Answer.Found) {
                return answer;
            }
        }
        return answer;
    }

    private Answer ask(Path program, String server) {
        ProcessBuilder builder =
                new ProcessBuilder(program.toString(), "get").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Answer.Unavailable(program() + " failed");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Thread watch = Thread.startVirtualThread(() -> endIfLate(process));
        try (OutputStream stdin = process.getOutputStream();
                InputStream stdout = process.getInputStream()) {
            stdin.write(server.getBytes(StandardCharsets.UTF_8));
            stdin.close();
            byte[] printed = stdout.readNBytes(MAX_OUTPUT);
            if (System.nanoTime() >= deadline) {
                return new Answer.Unavailable(program() + " took longer than " + patience.toSeconds() + " s");
            }
            return printed.length == MAX_OUTPUT
                    ? new Answer.Unavailable(program() + " prints too much")
                    : read(printed);
        } catch (IOException e) {
            return new Answer.Unavailable(program() + " failed");
        } finally {
            watch.interrupt();
            end(process);
        }
    }

    private void endIfLate(Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
            }
        } catch (InterruptedException e) {
            // It was not late.
            return;
        }
    }

    /** With what it started: a child that keeps its stdout would keep us waiting. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Answer read(byte[] printed) {
        String text = new String(printed, StandardCharsets.UTF_8);
        if (text.contains("credentials not found")) {
            return new Answer.Nothing();
        }
        try {
            JsonNode credential = JSON.readTree(text);
            String username = credential.path("Username").asText("");
            String secret = credential.path("Secret").asText("");
            return username.isEmpty() || secret.isEmpty()
                    ? new Answer.Unavailable(program() + " failed")
                    : new Answer.Found(Credential.of(username, secret));
        } catch (JsonProcessingException e) {
            return new Answer.Unavailable(program() + " failed");
        }
    }

    private Optional<Path> find() {
        if (name.contains("/") || name.contains("\\")) {
            return Optional.empty();
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program()))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
