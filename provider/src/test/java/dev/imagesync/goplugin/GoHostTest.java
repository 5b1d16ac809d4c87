package dev.imagesync.goplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.PinnedTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** go-plugin's own client starts the plugin, speaks with it and ends it. */
class GoHostTest {

    private static final long SOON_SECONDS = 30;

    /** A host that must kill waits two seconds before. */
    private static final long ENDED_BY_ITSELF_MILLIS = 1_500;

    private static final List<String> PLUGIN = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            SamplePlugin.class.getName());

    private static Process host(String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(PinnedTools.bin("plugin-peer").toString(), "host"));
        command.addAll(List.of(options));
        command.add("SAMPLE_COOKIE=crumbs");
        command.addAll(PLUGIN);
        return new ProcessBuilder(command).start();
    }

    private record Ended(int exitCode, List<String> stdout, String stderr) {
        String fact(String name) {
            return stdout.stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
        }
    }

    private static Ended ended(Process process) throws Exception {
        try (BufferedReader stdout = process.inputReader();
                BufferedReader stderr = process.errorReader()) {
            List<String> facts = stdout.lines().toList();
            String log = String.join("\n", stderr.lines().toList());
            assertThat(process.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), facts, log);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"-plain=false, '5,6', 6", "-plain=true, '5,6', 6", "-plain=false, '6,5,4', 6", "-plain=false, '4,5', 4"
    })
    void itIsStartedAndPingedAndEndsByItself(String tls, String hostVersions, int version) throws Exception {
        Ended ended = ended(host(tls, "-protocols=" + hostVersions));
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        assertThat(ended.fact("protocol")).isEqualTo(Integer.toString(version));
        assertThat(ended.fact("ping")).isEqualTo("ok");
        assertThat(Long.parseLong(ended.fact("ended_after_ms"))).isLessThan(ENDED_BY_ITSELF_MILLIS);
        assertThat(ended.stderr())
                .doesNotContain("failed to exit gracefully")
                .doesNotContain("stdio service")
                .contains("noise that would break the handshake")
                .containsPattern("\\[WARN] .*baking: .*oven=\"180 \\\\\"degrees\\\\\"\"");
    }

    @Test
    void aVersionThatWeDoNotSpeakIsRefusedInTheHostsWords() throws Exception {
        Ended ended = ended(host("-protocols=5"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.stderr()).contains("Plugin version: 4, Client versions: [5]");
    }

    @Test
    void anInterruptIsLeftToTheHost() throws Exception {
        Process host = host("-wait");
        BufferedReader facts = host.inputReader();
        long pid = pid(facts);
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
        ProcessHandle plugin = ProcessHandle.of(pid).orElseThrow();
        await().during(500, TimeUnit.MILLISECONDS).until(plugin::isAlive);
        host.outputWriter().close();
        assertThat(host.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(host.exitValue()).isZero();
    }

    @Test
    void aTerminationEndsIt() throws Exception {
        Process host = host("-wait");
        ProcessHandle plugin = ProcessHandle.of(pid(host.inputReader())).orElseThrow();
        plugin.destroy();
        await().atMost(SOON_SECONDS, TimeUnit.SECONDS).until(() -> !plugin.isAlive());
        host.outputWriter().close();
        assertThat(host.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHostThatWasKilledLeavesNoPluginBehind() throws Exception {
        Process host = host("-wait");
        ProcessHandle plugin = ProcessHandle.of(pid(host.inputReader())).orElseThrow();
        host.destroyForcibly();
        await().atMost(SOON_SECONDS, TimeUnit.SECONDS).until(() -> !plugin.isAlive());
    }

    private static long pid(BufferedReader facts) throws IOException {
        for (String line = facts.readLine(); line != null; line = facts.readLine()) {
            if (line.startsWith("pid ")) {
                long pid = Long.parseLong(line.substring("pid ".length()));
                assertThat(facts.readLine()).isEqualTo("ping ok");
                return pid;
            }
        }
        throw new AssertionError("the host did not start it");
    }

    @Test
    void startedByAPersonItSaysInOneLineWhatItIs() throws Exception {
        Ended ended = ended(new ProcessBuilder(PLUGIN).start());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.stdout()).isEmpty();
        assertThat(ended.stderr()).endsWith("\n" + SamplePlugin.HANDSHAKE.forPeople());
    }
}
