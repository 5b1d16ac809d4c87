package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real registry as a process on loopback, with a folder of its own. Can be stopped and resumed at the same address; what it
 * holds stays, unless it keeps everything in memory. Ends with the JVM at the latest. Not thread-safe.
 */
public final class RegistryProcess implements RunningRegistry {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    /** What distribution needs besides its environment; it takes foreign layers only from hosts that it is told. */
    private static final String CONFIG =
            """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: %s
            http:
              addr: 127.0.0.1:0
            validation:
              manifests:
                urls:
                  allow:
                    - ^https://layers\\.example\\.com/
            """;

    private final RegistryKind kind;
    private final RegistryOptions options;
    private final Path folder;
    private final int port;
    private Process process;

    private RegistryProcess(RegistryKind kind, RegistryOptions options, int port) throws IOException {
        this.kind = kind;
        this.options = options;
        this.port = port;
        this.folder = Files.createTempDirectory("imagesync-registry");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("htpasswd"), RegistryOptions.HTPASSWD);
        Files.writeString(folder.resolve("registry.yml"), CONFIG.formatted(data));
        this.process = launch();
    }

    /** Starts a registry and returns when it answers. */
    public static RegistryProcess start(RegistryKind kind, RegistryOptions options) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new RegistryProcess(kind, options, freePort());
            } catch (IOException e) {
                // Somebody may have taken the port between the look and the start.
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Distribution 3, open. */
    public static RegistryProcess start() {
        return start(RegistryKind.DISTRIBUTION_3, RegistryOptions.OPEN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        Path log = folder.resolve("registry.log");
        ProcessBuilder builder = new ProcessBuilder(kind.command(folder, port, options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(kind.environment(folder, port, options));
        Process started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException(kind + " did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public RegistryKind kind() {
        return kind;
    }

    @Override
    public String host() {
        return "127.0.0.1:" + port;
    }

    /** What it has printed so far; distribution prints a line for each request. */
    public String log() {
        try {
            return Files.readString(folder.resolve("registry.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RegistryContent content() {
        return options.login()
                ? new RegistryProbe(host(), RegistryOptions.USER + ":" + RegistryOptions.PASSWORD)
                : new RegistryProbe(host());
    }

    /** Stops the process; returns when it has ended. */
    public void stop() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again at the same address. */
    public void resume() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on {@link RegistryOptions#USER} has {@link RegistryOptions#NEXT_PASSWORD}, and the old one is refused. */
    public void rotatePassword() {
        stop();
        try {
            Files.writeString(folder.resolve("htpasswd"), RegistryOptions.NEXT_HTPASSWD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resume();
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
