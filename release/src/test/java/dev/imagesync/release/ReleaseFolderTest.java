package dev.imagesync.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make release} leaves, file by file, against what each registry asks for. */
@Tag("long")
class ReleaseFolderTest {

    private static final String VERSION = "9.8.7";
    private static final List<String> PLATFORMS =
            List.of("linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64", "windows-arm64");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static SigningKey key;
    private static Path folder;

    @BeforeAll
    static void release() throws IOException {
        key = new SigningKey(home);
        folder = home.resolve("release");
        System.out.print(run(PinnedTools.root().resolve("tools/release").toString(), VERSION, folder.toString()));
    }

    @AfterAll
    static void forgetKey() {
        key.close();
    }

    @Test
    void pulumiFindsThePluginOfEachPlatform() {
        for (String platform : PLATFORMS) {
            String program =
                    platform.startsWith("windows") ? "pulumi-resource-imagesync.cmd" : "pulumi-resource-imagesync";
            assertThat(run(
                            "tar",
                            "-tzf",
                            folder.resolve("pulumi-resource-imagesync-v" + VERSION + "-" + platform + ".tar.gz")
                                    .toString()))
                    .as(platform)
                    .contains(program + "\n", "LICENSE\n", "NOTICE\n", "lib/imagesync.jar\n");
        }
    }

    @Test
    void theCommandLineIsThereForEachPlatform() {
        for (String platform : PLATFORMS) {
            assertThat(run(
                            "tar",
                            "-tzf",
                            folder.resolve("imagesync-v" + VERSION + "-" + platform + ".tar.gz")
                                    .toString()))
                    .as(platform)
                    .contains("imagesync/bin/imagesync", "imagesync/LICENSE\n")
                    .as("Helm 4 takes it as a plugin")
                    .contains("imagesync/plugin.yaml\n");
        }
    }

    @Test
    void terraformFindsZipsManifestSumsAndTheirSignature() throws IOException {
        String prefix = "terraform-provider-imagesync_" + VERSION + "_";
        assertThat(names().stream().filter(name -> name.startsWith(prefix)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                PLATFORMS.stream().map(platform -> platform.replace('-', '_') + ".zip"),
                                Stream.of("SHA256SUMS", "SHA256SUMS.sig", "manifest.json"))
                        .map(rest -> prefix + rest)
                        .toList());
        for (String platform : PLATFORMS) {
            assertThat(entries(folder.resolve(prefix + platform.replace('-', '_') + ".zip")))
                    .as("the registry takes a program of this name at the root")
                    .anyMatch(name -> name.startsWith("terraform-provider-imagesync"));
        }
        assertThat(Files.readAllLines(folder.resolve(prefix + "SHA256SUMS"))).hasSize(PLATFORMS.size() + 1);
        run("sha256sum", "--check", "--strict", prefix + "SHA256SUMS");
        run("gpg", "--batch", "--verify", prefix + "SHA256SUMS.sig", prefix + "SHA256SUMS");
    }

    @Test
    void mavenCentralGetsOfEachLibraryWhatItAsksFor() throws IOException {
        Map<String, byte[]> bundle = contents("imagesync-v" + VERSION + "-maven-central.zip");
        for (String library : List.of("imagesync-pulumi", "imagesync-cdktf", "imagesync-cdktn")) {
            String start = "dev/imagesync/" + library + "/" + VERSION + "/" + library + "-" + VERSION;
            for (String rest : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
                assertThat(bundle.keySet())
                        .contains(start + rest, start + rest + ".asc", start + rest + ".md5", start + rest + ".sha1");
            }
            assertThat(new String(bundle.get(start + ".pom"), StandardCharsets.UTF_8))
                    .as("what it asks of a POM, and no parent that nobody publishes")
                    .contains("<name>", "<description>", "<url>", "<license>", "<developer>", "<scm", "<connection>")
                    .doesNotContain("<parent>", "imagesync-testkit", "imagesync-packaging", "${");
            Path javadoc = Files.write(home.resolve(library + "-javadoc.jar"), bundle.get(start + "-javadoc.jar"));
            assertThat(entries(javadoc))
                    .as("what is for users, and nothing else")
                    .anyMatch(name -> name.endsWith("/ImageMirror.html"))
                    .noneMatch(name -> name.contains("/rules/"));
            Path signed = home.resolve(library + ".jar");
            Files.write(signed, bundle.get(start + ".jar"));
            Files.write(home.resolve(library + ".jar.asc"), bundle.get(start + ".jar.asc"));
            run("gpg", "--batch", "--verify", signed + ".asc", signed.toString());
        }
        assertThat(bundle.keySet())
                .allMatch(name -> name.matches("dev/imagesync/imagesync-(pulumi|cdktf|cdktn)/" + VERSION + "/.*"));
    }

    @Test
    void npmPyPiAndGoGetPackagesOfTheNamesInTheSchema() throws IOException {
        JsonNode npm = JSON.readTree(run(
                "tar",
                "-xzOf",
                folder.resolve("imagesync-pulumi-" + VERSION + ".tgz").toString(),
                "package/package.json"));
        assertThat(npm.path("name").asText()).isEqualTo("@imagesync/pulumi");
        assertThat(npm.path("version").asText()).isEqualTo(VERSION);
        assertThat(npm.path("pulumi").path("server").asText()).isEqualTo("github://api.github.com/imagesync/imagesync");

        Map<String, byte[]> wheel = contents("imagesync_pulumi-" + VERSION + "-py3-none-any.whl");
        assertThat(new String(wheel.get("imagesync_pulumi-" + VERSION + ".dist-info/METADATA"), StandardCharsets.UTF_8))
                .contains("Name: imagesync_pulumi\n", "Version: " + VERSION + "\n", "Requires-Dist: pulumi");
        assertThat(names()).contains("imagesync_pulumi-" + VERSION + ".tar.gz");

        assertThat(new String(contents("imagesync-v" + VERSION + "-go.zip").get("go.mod"), StandardCharsets.UTF_8))
                .contains("module github.com/imagesync/imagesync/sdk/go/imagesync\n");
    }

    @Test
    void thePulumiRegistryFindsInTheSchemaWhatItShows() throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(PinnedTools.root().resolve("schema.json")));
        for (String field : List.of(
                "name",
                "displayName",
                "description",
                "keywords",
                "homepage",
                "license",
                "repository",
                "publisher",
                "namespace",
                "pluginDownloadURL",
                "logoUrl")) {
            assertThat(schema.path(field).isMissingNode()).as(field).isFalse();
        }
        assertThat(schema.path("keywords").toString()).contains("category/", "kind/native");
    }

    @Test
    void theListOfMaterialsNamesWhatTheArchivesCarry() throws IOException {
        JsonNode bill = JSON.readTree(Files.readString(folder.resolve("imagesync-v" + VERSION + ".cdx.json")));
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        List<String> components = bill.path("components").findValuesAsText("name").stream()
                .sorted()
                .toList();
        assertThat(components).contains("openjdk");
        for (String jar : entries(folder.resolve("terraform-provider-imagesync_" + VERSION + "_windows_amd64.zip"))) {
            if (jar.matches("lib/.*-\\d.*\\.jar")) {
                assertThat(components).as(jar).contains(jar.replaceAll("lib/(.*?)-\\d.*", "$1"));
            }
        }
    }

    @Test
    void theSumsCoverEveryOtherFile() throws IOException {
        assertThat(run("sha256sum", "--check", "--strict", "SHA256SUMS").lines())
                .hasSize(names().size() - 1);
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> entries(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static Map<String, byte[]> contents(String archive) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(folder.resolve(archive).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                contents.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return contents;
    }

    private static String run(String... words) {
        Path where = Files.isDirectory(folder) ? folder : home;
        return new Commands(where, key.environment()).run(words).stdout();
    }
}
