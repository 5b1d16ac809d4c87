package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people copy: the first through the real language host, the second by its own tests. */
class ExampleTest {

    @TempDir
    Path folder;

    @Test
    void pulumiJavaMirrorsTwoTagsAndExportsWhatToPull() throws Exception {
        Path program = folder.resolve("program");
        Example.PULUMI_JAVA.copyTo(program);
        Map<String, String> environment = Map.of(
                "PULUMI_BACKEND_URL",
                "file://" + Files.createDirectory(folder.resolve("state")),
                "PULUMI_HOME",
                folder.resolve("home").toString(),
                "PULUMI_CONFIG_PASSPHRASE",
                "example",
                "PULUMI_SKIP_UPDATE_CHECK",
                "true",
                "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
                "true",
                "DOCKER_CONFIG",
                folder.resolve("docker").toString());
        String pulumi = PinnedTools.bin("pulumi").toString();
        try (RegistryProcess upstreamServer = RegistryProcess.start();
                RegistryProcess mirrorServer = RegistryProcess.start()) {
            RegistryProbe upstream = new RegistryProbe(upstreamServer.host());
            RegistryProbe mirror = new RegistryProbe(mirrorServer.host());
            ImageGraph one = ImageGraphs.ofContent("one");
            ImageGraph two = ImageGraphs.ofContent("two");
            one.pushTo(upstream, "library/hello", "1");
            two.pushTo(upstream, "library/hello", "2");

            run(program, environment, pulumi, "stack", "init", "example");
            run(program, environment, pulumi, "config", "set", "upstream", upstream.ref("library"));
            run(program, environment, pulumi, "config", "set", "mirror", mirror.ref("mirror"));
            run(program, environment, pulumi, "config", "set", "image", "hello");
            run(program, environment, pulumi, "config", "set", "tags", "1,2");
            run(program, environment, pulumi, "up", "--yes", "--non-interactive", "--color", "never");

            assertThat(one.differencesIn(mirror, "mirror/hello", "1")).isEmpty();
            assertThat(two.differencesIn(mirror, "mirror/hello", "2")).isEmpty();
            assertThat(run(program, environment, pulumi, "stack", "output", "digestRef"))
                    .isEqualToIgnoringNewLines(
                            mirror.ref("mirror/hello@" + one.root().digest()));

            run(program, environment, pulumi, "destroy", "--yes", "--non-interactive", "--color", "never");
            assertThat(mirror.tags("mirror/hello")).isEmpty();
        }
    }

    @Test
    void pulumiKubernetesHandsTheDigestToItsDeployment() throws Exception {
        Path program = folder.resolve("program");
        Example.PULUMI_KUBERNETES.copyTo(program);
        run(program, Map.of(), "mvn", "-B", "-ntp", "-q", "test");
        assertThat(program.resolve("target/surefire-reports/app.AppTest.txt"))
                .content()
                .contains("Failures: 0, Errors: 0, Skipped: 0")
                .doesNotContain("Tests run: 0");
    }

    /** Runs a command to its good end; gives what it printed on stdout. */
    private String run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%n%s", List.of(command), printed, Files.readString(errors))
                .isZero();
        return printed;
    }
}
