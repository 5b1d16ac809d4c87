package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin as a process: what it says on stdout, and how it ends. */
class PluginProcessTest {

    private static final long SOON_SECONDS = 30;

    private Process plugin;
    private BufferedReader stdout;

    private int start(Map<String, String> environment, String... arguments) throws IOException {
        // Whoever runs the tests in the background has had SIGINT ignored, and a JVM that inherits that keeps to it.
        ProcessBuilder builder = new ProcessBuilder(
                "env", "--default-signal=INT", PackagedProgram.plugin().toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        plugin = builder.start();
        stdout = plugin.inputReader();
        return Integer.parseInt(stdout.readLine());
    }

    private void assertEnds() throws Exception {
        assertThat(plugin.waitFor(SOON_SECONDS, TimeUnit.SECONDS))
                .as("the plugin ends")
                .isTrue();
        assertThat(stdout.readLine()).as("nothing but the port is on stdout").isNull();
    }

    @AfterEach
    void killWhatIsLeft() {
        plugin.destroyForcibly();
    }

    @Test
    void thePortIsTheFirstLineAndTheOnlyOne() throws Exception {
        int port = start(Map.of());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
        plugin.toHandle().destroy();
        assertEnds();
    }

    @Test
    void needsNoJavaAndNoHome(@TempDir Path empty) throws Exception {
        Path bin = Files.createDirectory(empty.resolve("bin"));
        for (String tool : List.of("dirname", "readlink")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        Path link = Files.createSymbolicLink(empty.resolve("plugin"), PackagedProgram.plugin());
        ProcessBuilder builder = new ProcessBuilder(link.toString()).directory(empty.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", empty.toString());
        plugin = builder.start();
        stdout = plugin.inputReader();
        assertThat(Integer.parseInt(stdout.readLine())).isPositive();
        plugin.toHandle().destroy();
        assertEnds();
        assertThat(plugin.errorReader().lines())
                .as("nothing is said about a missing cache")
                .singleElement()
                .asString()
                .startsWith("started without an engine");
    }

    @Test
    void endsBySigint() throws Exception {
        start(Map.of());
        new ProcessBuilder("kill", "-INT", String.valueOf(plugin.pid())).start().waitFor();
        assertEnds();
    }

    @Test
    void endsBySigterm() throws Exception {
        start(Map.of());
        new ProcessBuilder("kill", "-TERM", String.valueOf(plugin.pid()))
                .start()
                .waitFor();
        assertEnds();
    }

    @Test
    void endsWhenTheEngineIsGone() throws Exception {
        try (ServerSocket engine = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(Map.of(), "127.0.0.1:" + engine.getLocalPort());
            assertThat(plugin.isAlive()).isTrue();
        }
        assertEnds();
    }
}
