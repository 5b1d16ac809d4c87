package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.release.Release;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.SigningKey;
import dev.imagesync.testkit.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release as strangers get it: by the real engines, from where its owner put it. */
class ReleaseScenarioTest {

    private static final String VERSION = PinnedTools.projectVersion();
    private static final String NAME = "providers.imagesync.example";

    @TempDir
    Path folder;

    private SigningKey key;
    private Path release;

    @BeforeEach
    void release() throws Exception {
        key = new SigningKey(folder);
        release = Files.createDirectory(folder.resolve("release"));
        PackagedProgram.link(PackagedProgram.zip(), release);
        PackagedProgram.link(PackagedProgram.tar(), release);
        run(
                key.environment(),
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Release.class.getName(),
                release.toString(),
                VERSION,
                PinnedTools.root().resolve("CHANGELOG.md").toString());
    }

    @AfterEach
    void forgetKey() {
        key.close();
    }

    @Test
    void openTofuInstallsTheSignedProviderAndMirrorsAnImage() throws Exception {
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        ImageGraph image = ImageGraphs.ofContent("released");
        try (ProviderRegistry registry = new ProviderRegistry(release, VERSION, key, identity);
                RegistryProcess upstream = RegistryProcess.start();
                RegistryProcess mirror = RegistryProcess.start()) {
            RegistryProbe to = new RegistryProbe(mirror.host());
            image.pushTo(new RegistryProbe(upstream.host()), "team/app", "1");
            Tofu tofu = Tofu.from(
                    project("tofu"),
                    NAME,
                    registry.host(),
                    identity.certificateFile(),
                    """
                    resource "imagesync" "app" {
                      source      = "%s/team/app:1"
                      destination = "%s/mirror/app:1"
                    }
                    """
                            .formatted(upstream.host(), mirror.host()));

            assertThat(tofu.ok("init", "-no-color")).contains("v" + VERSION + " (signed, key ID " + key.id() + ")");
            tofu.apply();
            assertThat(image.differencesIn(to, "mirror/app", "1")).isEmpty();
            tofu.ok("destroy", "-auto-approve", "-no-color");
            assertThat(to.tags("mirror/app")).isEmpty();
        }
    }

    @Test
    void openTofuRefusesSumsThatSomebodyChanged() throws Exception {
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        Path sums = release.resolve("terraform-provider-imagesync_" + VERSION + "_SHA256SUMS");
        Files.writeString(sums, Files.readString(sums) + "\n");
        try (ProviderRegistry registry = new ProviderRegistry(release, VERSION, key, identity)) {
            Tofu tofu = Tofu.from(project("tofu"), NAME, registry.host(), identity.certificateFile(), "");
            Tofu.Ended init = tofu.run("init", "-no-color");
            assertThat(init.code()).isNotZero();
            assertThat(init.printed()).contains("signature");
        }
    }

    /** No Java can run there, whoever made it; so that is said where the engine shows it. */
    @Test
    void aRegistryThatIsNamedWithItsPortIsToldApart() throws Exception {
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        try (ProviderRegistry registry = new ProviderRegistry(release, VERSION, key, identity)) {
            Tofu tofu = Tofu.from(
                    project("tofu"),
                    registry.host(),
                    registry.host(),
                    identity.certificateFile(),
                    "data \"imagesync_tags\" \"app\" {\n  repository = \"127.0.0.1:1/app\"\n}\n");
            tofu.ok("init", "-no-color");
            assertThat(tofu.run("plan", "-no-color").printed().replaceAll("\\s+", " "))
                    .contains("Java cannot run from a folder with a colon in its path", "by a mirror");
        }
    }

    @Test
    void pulumiInstallsThePluginFromItsDownloadUrl() throws Exception {
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        Path home = folder.resolve("home");
        try (ProviderRegistry registry = new ProviderRegistry(release, VERSION, key, identity)) {
            run(
                    Map.of(
                            "PULUMI_HOME", home.toString(),
                            "PULUMI_SKIP_UPDATE_CHECK", "true",
                            "SSL_CERT_FILE", identity.certificateFile().toString()),
                    PinnedTools.bin("pulumi").toString(),
                    "plugin",
                    "install",
                    "resource",
                    "imagesync",
                    VERSION,
                    "--server",
                    "https://" + registry.host() + "/files");
        }
        Path plugin = home.resolve("plugins/resource-imagesync-v" + VERSION + "/pulumi-resource-imagesync");
        Process process = new ProcessBuilder(plugin.toString(), "127.0.0.1:1").start();
        try {
            assertThat(process.inputReader().readLine()).matches("[0-9]+");
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private Path project(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private void run(Map<String, String> environment, String... words) {
        Commands.Printed _ = new Commands(folder, environment).run(words);
    }
}
