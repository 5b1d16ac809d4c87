package dev.imagesync.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process: what it says to whoever starts it. */
class MainTest {

    private static final long SOON_SECONDS = 30;

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private record Ended(int exitCode, List<String> stdout, List<String> stderr) {}

    private static Ended run(String... arguments) throws Exception {
        Process process = start(arguments);
        try (BufferedReader stdout = process.inputReader();
                BufferedReader stderr = process.errorReader()) {
            assertThat(process.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(
                    process.exitValue(), stdout.lines().toList(), stderr.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpSaysWhatItIsFor(String option) throws Exception {
        Ended ended = run(option);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.stdout().getFirst()).startsWith("pulumi-resource-imagesync is a plugin");
        assertThat(ended.stdout()).anyMatch(line -> line.contains("PULUMI_DEBUG_PROVIDERS=imagesync:PORT"));
        assertThat(ended.stderr()).isEmpty();
    }

    @Test
    void versionIsOneLine() throws Exception {
        Ended ended = run("--version");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.stdout()).containsExactly(PulumiCaller.VERSION);
    }

    @ParameterizedTest
    @CsvSource({
        "--serve,there is no option --serve",
        "copy,\"copy\" is not the HOST:PORT of an engine",
    })
    void whatItCannotDoIsOneLine(String argument, String why) throws Exception {
        Ended ended = run(argument);
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.stdout()).isEmpty();
        assertThat(ended.stderr())
                .containsExactly("pulumi-resource-imagesync: " + why + "; --help shows what there is");
    }

    @Test
    void startedByHandItSaysSoAndServes() throws Exception {
        Process process = start();
        try (BufferedReader stdout = process.inputReader();
                BufferedReader stderr = process.errorReader()) {
            int port = Integer.parseInt(stdout.readLine());
            assertThat(stderr.readLine())
                    .isEqualTo("started without an engine: stays until it is stopped, and waits for one at"
                            + " PULUMI_DEBUG_PROVIDERS=imagesync:" + port);
            assertThat(process.isAlive()).isTrue();
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                probe.getInputStream().readAllBytes();
            }
            // The process itself would close its streams.
            process.toHandle().destroy();
            assertThat(stderr.lines())
                    .as("what is told of a stranger at the port")
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theEnginesOptionsAreTakenAndItsAddressIsFound() {
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--logtostderr"),
                List.of("--logtostderr", "-v=9"),
                List.of("--tracing", "tcp://127.0.0.1:5775"),
                List.of("-tracing=file:/tmp/trace"))) {
            List<String> arguments = new ArrayList<>(options);
            arguments.add("127.0.0.1:4711");
            assertThat(LaunchArguments.parse(arguments))
                    .as(arguments.toString())
                    .isEqualTo(new LaunchArguments.Serve("127.0.0.1:4711"));
        }
        assertThat(LaunchArguments.parse(List.of())).isEqualTo(new LaunchArguments.Serve(null));
        assertThat(LaunchArguments.parse(List.of("a:1", "b:2"))).isInstanceOf(LaunchArguments.Wrong.class);
    }
}
