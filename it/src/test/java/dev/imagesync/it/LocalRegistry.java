package dev.imagesync.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real registry (distribution 3) on a loopback port of its own, with its own folder. */
final class LocalRegistry implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

    /** The bcrypt line of the user "alice" with the password "secret". */
    static final String ALICE = "alice:$2a$05$RejKXhjMluuJK6X0kZJiCedC/hzjtgJEkqxX/yO7/7FP8fTO9c8wa";

    private final Path folder;
    private final Map<String, String> settings;
    private Process process;
    private String host;

    private LocalRegistry(Map<String, String> settings) {
        this.settings = settings;
        try {
            folder = Files.createTempDirectory("imagesync-registry");
            Files.writeString(
                    folder.resolve("registry.yml"),
                    "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: " + folder.resolve("data")
                            + "\nhttp:\n  addr: 127.0.0.1:0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launch("127.0.0.1:0");
    }

    static LocalRegistry start() {
        return new LocalRegistry(Map.of("REGISTRY_STORAGE_DELETE_ENABLED", "true"));
    }

    static LocalRegistry withoutDeletes() {
        return new LocalRegistry(Map.of());
    }

    static LocalRegistry withLogin() {
        try {
            Path htpasswd = Files.createTempFile("imagesync", ".htpasswd");
            htpasswd.toFile().deleteOnExit();
            Files.writeString(htpasswd, ALICE + "\n");
            return new LocalRegistry(Map.of(
                    "REGISTRY_STORAGE_DELETE_ENABLED", "true",
                    "REGISTRY_AUTH", "htpasswd",
                    "REGISTRY_AUTH_HTPASSWD_REALM", "test",
                    "REGISTRY_AUTH_HTPASSWD_PATH", htpasswd.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(String address) {
        Path log = folder.resolve("registry.log");
        try {
            Files.deleteIfExists(log);
            ProcessBuilder builder = new ProcessBuilder(
                            Tools.bin("registry").toString(),
                            "serve",
                            folder.resolve("registry.yml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Map<String, String> environment = new HashMap<>(settings);
            environment.put("OTEL_TRACES_EXPORTER", "none");
            environment.put("REGISTRY_HTTP_ADDR", address);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await("the registry listens")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    Matcher matcher = LISTENING.matcher(Files.readString(log));
                    if (matcher.find()) {
                        host = matcher.group(1);
                        return true;
                    }
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the registry ended: " + Files.readString(log));
                    }
                    return false;
                });
    }

    String host() {
        return host;
    }

    /** Stops the process; what it holds stays. */
    void stop() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again at the same address. */
    void resume() {
        launch(host);
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
