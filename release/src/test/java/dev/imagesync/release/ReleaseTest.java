package dev.imagesync.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside the archives of a release, as the registries ask for it. */
class ReleaseTest {

    private static final String ZIP = "terraform-provider-imagesync_1.2.3_linux_amd64.zip";
    private static final String SUMS = "terraform-provider-imagesync_1.2.3_SHA256SUMS";
    private static final String TAR = "pulumi-resource-imagesync-v1.2.3-linux-amd64.tar.gz";

    /** No key, whatever the machine has. */
    private static final Map<String, String> UNSIGNED = Map.of("IMAGESYNC_SIGNING_KEY", "");

    @TempDir
    Path home;

    private Path folder;
    private Path changelog;

    @BeforeEach
    void archives() throws IOException {
        folder = Files.createDirectory(home.resolve("release"));
        Files.writeString(folder.resolve(ZIP), "a zip");
        Files.writeString(folder.resolve(TAR), "a tar");
        changelog = Files.writeString(
                home.resolve("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n- New.\n\n## 1.2.2\n\n- Old.\n");
    }

    @Test
    void theTerraformRegistryFindsTheProtocolAndTheSumsOfItsFiles() throws Exception {
        release(UNSIGNED);

        assertThat(folder.resolve("terraform-provider-imagesync_1.2.3_manifest.json"))
                .content()
                .isEqualToIgnoringWhitespace("{\"version\": 1, \"metadata\": {\"protocol_versions\": [\"6.0\"]}}");
        assertThat(Files.readAllLines(folder.resolve(SUMS)))
                .as("zips and manifest, and nothing else")
                .extracting(line -> line.split("  ")[1])
                .containsExactly(ZIP, "terraform-provider-imagesync_1.2.3_manifest.json");
        assertThat(commands(UNSIGNED)
                        .run("sha256sum", "--check", "--strict", SUMS)
                        .stdout())
                .contains(ZIP + ": OK");
        assertThat(folder.resolve(SUMS + ".sig")).doesNotExist();
    }

    @Test
    void theSumsOfAllCoverEveryOtherFile() throws Exception {
        release(UNSIGNED);

        assertThat(commands(UNSIGNED)
                        .run("sha256sum", "--check", "--strict", "SHA256SUMS")
                        .stdout()
                        .lines())
                .hasSize((int) Files.list(folder).count() - 1)
                .allMatch(line -> line.endsWith(": OK"));
    }

    @Test
    void theSumsAreSignedWithTheKeyOfTheOwner() throws Exception {
        try (SigningKey key = new SigningKey(home)) {
            assertThat(release(key.environment())).contains("sums of the Terraform provider are signed");

            assertThat(commands(key.environment())
                            .run("gpg", "--batch", "--verify", SUMS + ".sig", SUMS)
                            .stderr())
                    .contains("Good signature");
        }
    }

    @Test
    void mavenCentralGetsWhatMavenDeployedWithoutTheListOfVersions() throws Exception {
        Path deployed = Files.createDirectories(folder.resolve("maven/dev/imagesync/lib/1.2.3"));
        for (String name :
                List.of("lib-1.2.3.pom", "lib-1.2.3.pom.asc", "lib-1.2.3.pom.md5", "lib-1.2.3.pom.asc.md5")) {
            Files.writeString(deployed.resolve(name), name);
        }
        Files.writeString(deployed.resolveSibling("maven-metadata.xml"), "versions");

        release(UNSIGNED);

        assertThat(folder.resolve("maven")).doesNotExist();
        try (ZipFile bundle =
                new ZipFile(folder.resolve("imagesync-v1.2.3-maven-central.zip").toFile())) {
            assertThat(bundle.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "dev/imagesync/lib/1.2.3/lib-1.2.3.pom",
                            "dev/imagesync/lib/1.2.3/lib-1.2.3.pom.asc",
                            "dev/imagesync/lib/1.2.3/lib-1.2.3.pom.md5");
        }
    }

    @Test
    void theListOfWhatIsInTheArchivesNamesTheirJava() throws Exception {
        Path list = Files.writeString(
                folder.resolve("imagesync-v1.2.3.cdx.json"), "{\"components\": [{\"name\": \"a library\"}]}");

        release(UNSIGNED);

        assertThat(list)
                .content()
                .contains(
                        "a library",
                        "\"openjdk\"",
                        System.getProperty("java.runtime.version"),
                        "Classpath-exception-2.0");
    }

    @Test
    void theNotesAreThePartOfTheVersionElseWhatIsUnreleased() throws Exception {
        release(UNSIGNED);
        assertThat(folder.resolve("release-notes.md")).hasContent("- New.\n");

        Files.writeString(changelog, "# Changelog\n\n## Unreleased\n\n## 1.2.3\n\n- This.\n");
        release(UNSIGNED);
        assertThat(folder.resolve("release-notes.md")).hasContent("- This.\n");
    }

    @Test
    void theChecklistTellsWhatOnlyTheOwnerCanDo() throws Exception {
        assertThat(release(UNSIGNED))
                .contains("Tag the commit v1.2.3", "are not signed: set IMAGESYNC_SIGNING_KEY", "bring no Java");
    }

    private String release(Map<String, String> environment) {
        return commands(environment)
                .run(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Release.class.getName(),
                        folder.toString(),
                        "1.2.3",
                        changelog.toString())
                .stdout();
    }

    private Commands commands(Map<String, String> environment) {
        return new Commands(folder, environment);
    }
}
