package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages on a machine that has a shell and the C library, and no Java, Maven or Go; and on one that has another C library. */
@Tag("long")
class BareRootScenarioTest {

    private static final List<String> ENVIRONMENT = List.of("PATH=/bin", "HOME=/tmp", "USER=root");

    @TempDir
    Path folder;

    private RegistryProcess upstream;
    private RegistryProcess mirror;
    private RegistryProbe to;
    private BareRoot root;
    private final ImageGraph image = ImageGraphs.ofContent("bare");

    @BeforeEach
    void machine() throws IOException {
        assumeTrue(BareRoot.canBeEntered(), "a root file system is entered by who may mount alone");
        upstream = RegistryProcess.start();
        mirror = RegistryProcess.start();
        to = new RegistryProbe(mirror.host());
        image.pushTo(new RegistryProbe(upstream.host()), "team/app", "1");
        root = BareRoot.in(folder.resolve("root"), BareRoot.SHELL);
    }

    @AfterEach
    void end() {
        Stream.of(upstream, mirror).forEach(RegistryProcess::close);
    }

    @Test
    void theCommandLineCopies() throws IOException {
        root.bring("opt", "cp", "-r", PackagedProgram.bin().getParent().toString(), ".");
        root.run("0:0", ENVIRONMENT, "/opt/imagesync/bin/imagesync", "copy", source(), destination());
        assertMirrored();
    }

    @Test
    void openTofuInstallsTheProviderAppliesAndDestroys() throws IOException {
        root.bring("bin", "cp", PinnedTools.bin("tofu").toString(), ".");
        root.bring(
                "mirror/registry.opentofu.org/imagesync/imagesync",
                "cp",
                PackagedProgram.zip().toString(),
                ".");
        Path project = Files.createDirectories(root.folder().resolve("project"));
        Path _ = Tofu.settings(project, Path.of("/mirror"));
        Files.writeString(
                project.resolve("main.tf"),
                Tofu.HEAD
                        + """
                          resource "imagesync" "app" {
                            source      = "%s"
                            destination = "%s"
                          }
                          """
                                .formatted(source(), destination()));

        tofu("init", "-no-color");
        tofu("apply", "-auto-approve", "-no-color");
        assertMirrored();

        tofu("destroy", "-auto-approve", "-no-color");
        assertThat(to.tags("mirror/app")).isEmpty();
    }

    private void tofu(String... words) {
        List<String> environment = Stream.concat(
                        ENVIRONMENT.stream(), Stream.of("TF_CLI_CONFIG_FILE=/project/tofu.rc", "CHECKPOINT_DISABLE=1"))
                .toList();
        root.run(
                "0:0",
                environment,
                Stream.concat(Stream.of("tofu", "-chdir=/project"), Stream.of(words))
                        .toArray(String[]::new));
    }

    @Test
    void pulumiInstallsThePluginGoesUpAndDestroys() throws IOException {
        for (String program : List.of("pulumi", "pulumi-language-yaml")) {
            root.bring("bin", "cp", PinnedTools.bin(program).toString(), ".");
        }
        root.bring("packages", "cp", PackagedProgram.tar().toString(), ".");
        Files.createDirectories(root.folder().resolve("state"));
        Files.writeString(
                Files.createDirectories(root.folder().resolve("project")).resolve("Pulumi.yaml"),
                """
                name: bare
                runtime: yaml
                resources:
                  app:
                    type: imagesync:SyncedImage
                    properties:
                      source: %s
                      destination: %s
                """
                        .formatted(source(), destination()));

        pulumi(
                "plugin",
                "install",
                "resource",
                "imagesync",
                PinnedTools.projectVersion(),
                "-f",
                "/packages/" + PackagedProgram.tar().getFileName());
        pulumi("stack", "init", "test", "--cwd", "/project");
        pulumi("up", "--yes", "--skip-preview", "--cwd", "/project");
        assertMirrored();

        pulumi("destroy", "--yes", "--skip-preview", "--cwd", "/project");
        assertThat(to.tags("mirror/app")).isEmpty();
    }

    private void pulumi(String... words) {
        List<String> environment = Stream.concat(
                        ENVIRONMENT.stream(),
                        Stream.of(
                                "PULUMI_HOME=/tmp/pulumi",
                                "PULUMI_BACKEND_URL=file:///state",
                                "PULUMI_CONFIG_PASSPHRASE=bare",
                                "PULUMI_SKIP_UPDATE_CHECK=true",
                                "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true"))
                .toList();
        root.run(
                "0:0",
                environment,
                Stream.concat(Stream.of("pulumi", "--non-interactive", "--color", "never"), Stream.of(words))
                        .toArray(String[]::new));
    }

    /** As Alpine's is: the loader of the Java that the package brings is not there. */
    @Test
    void whereTheCLibraryIsAnotherThePackageSaysSo() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "needs a busybox that is linked with no library");
        assumeTrue(
                BareRoot.librariesOf(Path.of("/bin/busybox")).isEmpty(),
                "needs a busybox that is linked with no library");
        BareRoot alpine = BareRoot.in(folder.resolve("alpine"), List.of("busybox"));
        for (String program : BareRoot.SHELL) {
            Files.createLink(
                    alpine.folder().resolve("bin").resolve(program),
                    alpine.folder().resolve("bin/busybox"));
        }
        alpine.bring("opt", "cp", "-r", PackagedProgram.bin().getParent().toString(), ".");

        assertThatThrownBy(() -> alpine.run("0:0", ENVIRONMENT, "/opt/imagesync/bin/imagesync", "version"))
                .hasMessageContaining("brings a Java that cannot run here", "Alpine has another C library")
                .hasMessageContaining("openjdk25-jre-headless");
    }

    private String source() {
        return upstream.host() + "/team/app:1";
    }

    private String destination() {
        return mirror.host() + "/mirror/app:1";
    }

    private void assertMirrored() throws IOException {
        assertThat(image.differencesIn(to, "mirror/app", "1")).isEmpty();
    }
}
