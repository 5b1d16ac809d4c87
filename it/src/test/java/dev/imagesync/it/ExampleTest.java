package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.PulumiHome;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people copy: through the real language host, and by their own tests. */
class ExampleTest {

    private static final String PULUMI = PinnedTools.bin("pulumi").toString();

    @TempDir
    Path folder;

    @Test
    void pulumiJavaMirrorsTwoTagsAndExportsWhatToPull() throws Exception {
        Path program = program();
        try (RegistryProcess upstreamServer = RegistryProcess.start();
                RegistryProcess mirrorServer = RegistryProcess.start()) {
            RegistryProbe upstream = new RegistryProbe(upstreamServer.host());
            RegistryProbe mirror = new RegistryProbe(mirrorServer.host());
            ImageGraph one = ImageGraphs.ofContent("one");
            ImageGraph two = ImageGraphs.ofContent("two");
            one.pushTo(upstream, "library/hello", "1");
            two.pushTo(upstream, "library/hello", "2");

            configure(program, upstream.ref("library"), mirror.ref("mirror"), "1,2");
            run(program, environment(), PULUMI, "up", "--yes", "--non-interactive", "--color", "never");

            assertThat(one.differencesIn(mirror, "mirror/hello", "1")).isEmpty();
            assertThat(two.differencesIn(mirror, "mirror/hello", "2")).isEmpty();
            assertThat(run(program, environment(), PULUMI, "stack", "output", "digestRef"))
                    .isEqualToIgnoringNewLines(
                            mirror.ref("mirror/hello@" + one.root().digest()));

            run(program, environment(), PULUMI, "destroy", "--yes", "--non-interactive", "--color", "never");
            assertThat(mirror.tags("mirror/hello")).isEmpty();
        }
    }

    @Test
    void ctrlCInTheMiddleOfACopyEndsItAndTheNextUpCompletesIt() throws Exception {
        Path program = program();
        try (FakeRegistry upstream = FakeRegistry.start();
                FakeRegistry mirror = FakeRegistry.start()) {
            ImageGraph image = ImageGraphs.ofContent("one");
            image.pushTo(upstream.content(), "library/hello", "1");
            upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
            configure(program, upstream.host() + "/library", mirror.host() + "/mirror", "1");

            ProcessBuilder builder = new ProcessBuilder(
                            "env",
                            "--default-signal=INT",
                            PULUMI,
                            "up",
                            "--yes",
                            "--skip-preview",
                            "--non-interactive",
                            "--color",
                            "never")
                    .directory(program.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("up.log").toFile());
            builder.environment().putAll(environment());
            Process up = builder.start();
            await("the copy is under way")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !upstream.exchanges().of("GET", ".*/blobs/.*").isEmpty());
            new ProcessBuilder("kill", "-INT", String.valueOf(up.pid())).start().waitFor();

            assertThat(up.waitFor(60, TimeUnit.SECONDS)).as("up ends").isTrue();
            assertThat(up.exitValue()).isNotZero();
            assertThat(mirror.content().tags("mirror/hello")).isEmpty();
            await("uploads are given back").atMost(Duration.ofSeconds(20)).until(() -> mirror.openUploads() == 0);

            upstream.faults().clear();
            run(program, environment(), PULUMI, "up", "--yes", "--non-interactive", "--color", "never");
            assertThat(image.differencesIn(mirror.content(), "mirror/hello", "1"))
                    .isEmpty();
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

    @Test
    void mirrorEverythingMirrorsEveryImageOnce() throws Exception {
        Path program = folder.resolve("program");
        Example.MIRROR_EVERYTHING.copyTo(program);
        try (RegistryProcess upstreamServer = RegistryProcess.start();
                RegistryProcess mirrorServer = RegistryProcess.start();
                AttachedProvider kubernetes = AttachedProvider.kubernetes()) {
            RegistryProbe upstream = new RegistryProbe(upstreamServer.host());
            RegistryProbe mirror = new RegistryProbe(mirrorServer.host());
            ImageGraph one = ImageGraphs.ofContent("one");
            ImageGraph two = ImageGraphs.ofContent("two");
            one.pushTo(upstream, "library/busybox", "1.36");
            two.pushTo(upstream, "library/alpine", "3.22");
            Map<String, String> environment = environment();
            environment.putAll(kubernetes.environment());

            run(program, environment, PULUMI, "stack", "init", "example");
            run(program, environment, PULUMI, "config", "set", "upstream", upstream.ref("library"));
            run(program, environment, PULUMI, "config", "set", "mirror", mirror.ref("mirror"));
            assertThat(run(program, environment, PULUMI, "up", "--yes", "--non-interactive", "--color", "never"))
                    .contains("6 created");

            String library = "mirror/" + upstreamServer.host().replace(':', '_') + "/library/";
            assertThat(one.differencesIn(mirror, library + "busybox", "1.36")).isEmpty();
            assertThat(two.differencesIn(mirror, library + "alpine", "3.22")).isEmpty();
            assertThat(run(program, environment, PULUMI, "stack", "output", "runs"))
                    .isEqualToIgnoringNewLines(
                            mirror.ref(library + "alpine@" + two.root().digest()));

            run(program, environment, PULUMI, "destroy", "--yes", "--non-interactive", "--color", "never");
            assertThat(mirror.tags(library + "busybox")).isEmpty();
            assertThat(mirror.tags(library + "alpine")).isEmpty();
        }
    }

    private Path program() {
        Path program = folder.resolve("program");
        Example.PULUMI_JAVA.copyTo(program);
        return program;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = PulumiHome.in(folder);
        environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
        return environment;
    }

    private void configure(Path program, String upstream, String mirror, String tags) throws Exception {
        run(program, environment(), PULUMI, "stack", "init", "example");
        Map<String, String> settings = Map.of("upstream", upstream, "mirror", mirror, "image", "hello", "tags", tags);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            run(program, environment(), PULUMI, "config", "set", setting.getKey(), setting.getValue());
        }
    }

    private static String run(Path directory, Map<String, String> environment, String... command) {
        return new Commands(directory, environment).run(command).stdout();
    }
}
