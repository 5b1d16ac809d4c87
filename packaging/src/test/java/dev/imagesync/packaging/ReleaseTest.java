package dev.imagesync.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside the archives of a release, as the registries ask for it. */
class ReleaseTest {

    private static final String ZIP = "terraform-provider-imagesync_1.2.3_linux_amd64.zip";
    private static final String SUMS = "terraform-provider-imagesync_1.2.3_SHA256SUMS";
    private static final String TAR = "pulumi-resource-imagesync-v1.2.3-linux-amd64.tar.gz";

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
        release(Map.of());

        assertThat(folder.resolve("terraform-provider-imagesync_1.2.3_manifest.json"))
                .content()
                .isEqualToIgnoringWhitespace("{\"version\": 1, \"metadata\": {\"protocol_versions\": [\"6.0\"]}}");
        assertThat(Files.readAllLines(folder.resolve(SUMS)))
                .as("zips and manifest, and nothing else")
                .extracting(line -> line.split("  ")[1])
                .containsExactly(ZIP, "terraform-provider-imagesync_1.2.3_manifest.json");
        assertThat(run(folder, Map.of(), "sha256sum", "--check", "--strict", SUMS))
                .contains(ZIP + ": OK");
        assertThat(folder.resolve(SUMS + ".sig")).doesNotExist();
    }

    @Test
    void theSumsOfAllCoverEveryOtherFile() throws Exception {
        release(Map.of());

        assertThat(run(folder, Map.of(), "sha256sum", "--check", "--strict", "SHA256SUMS")
                        .lines())
                .hasSize((int) Files.list(folder).count() - 1)
                .allMatch(line -> line.endsWith(": OK"));
    }

    @Test
    void theSumsAreSignedWithTheKeyOfTheOwner() throws Exception {
        Path keys = Files.createDirectory(home.resolve("keys"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> owner =
                Map.of("GNUPGHOME", keys.toString(), "IMAGESYNC_SIGNING_KEY", "owner@imagesync.example");
        run(
                home,
                owner,
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                "owner@imagesync.example",
                "rsa2048");
        try {
            assertThat(release(owner)).contains("sums of the Terraform provider are signed");

            assertThat(run(folder, owner, "gpg", "--batch", "--verify", SUMS + ".sig", SUMS))
                    .contains("Good signature");
        } finally {
            run(home, owner, "gpgconf", "--kill", "all");
        }
    }

    @Test
    void theNotesAreThePartOfTheVersionElseWhatIsUnreleased() throws Exception {
        release(Map.of());
        assertThat(folder.resolve("release-notes.md")).hasContent("- New.\n");

        Files.writeString(changelog, "# Changelog\n\n## Unreleased\n\n## 1.2.3\n\n- This.\n");
        release(Map.of());
        assertThat(folder.resolve("release-notes.md")).hasContent("- This.\n");
    }

    @Test
    void theChecklistTellsWhatOnlyTheOwnerCanDo() throws Exception {
        assertThat(release(Map.of()))
                .contains("Tag the commit v1.2.3", "are not signed: set IMAGESYNC_SIGNING_KEY", "bring no Java");
    }

    private String release(Map<String, String> environment) throws Exception {
        return run(
                home,
                environment,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Release.class.getName(),
                folder.toString(),
                "1.2.3",
                changelog.toString());
    }

    private static String run(Path folder, Map<String, String> environment, String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("IMAGESYNC_SIGNING_KEY");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s printed %s", List.of(words), printed)
                .isZero();
        return printed;
    }
}
