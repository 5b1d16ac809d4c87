package dev.imagesync.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Completes {@code dist/release}, where the archives of all platforms and the packages of the libraries are already, with what the
 * registries want beside them, and tells what only the owner can do.
 *
 * <p>The names, the manifest and the sums of the Terraform provider are as its
 * <a href="https://developer.hashicorp.com/terraform/registry/providers/publishing">registry</a> and OpenTofu's ask for them; the
 * names of the Pulumi provider as a <a href="https://www.pulumi.com/docs/iac/guides/building-extending/packages/">plugin
 * download URL</a> has them.
 */
public final class Release {

    /** Protocol 6.0, which the provider serves, in version 1 of the manifest. */
    private static final String MANIFEST =
            """
            {
              "version": 1,
              "metadata": {
                "protocol_versions": ["6.0"]
              }
            }
            """;

    private final Path folder;
    private final String version;

    Release(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Completes a folder, and prints the checklist.
     *
     * @param args the folder, the version and the changelog. {@code IMAGESYNC_SIGNING_KEY} in the environment names a key that
     *     {@code gpg} has; the Terraform registry takes RSA and DSA keys.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Release release = new Release(Path.of(args[0]).toAbsolutePath().normalize(), args[1]);
        release.complete(Files.readString(Path.of(args[2])), System.getenv("IMAGESYNC_SIGNING_KEY"));
        System.out.print(release.checklist());
    }

    void complete(String changelog, @Nullable String key) throws IOException, InterruptedException {
        CentralBundle.ofFolder(folder.resolve("maven"), folder.resolve("imagesync-v" + version + "-maven-central.zip"));
        BillOfMaterials.nameJava(folder.resolve("imagesync-v" + version + ".cdx.json"));
        Files.writeString(folder.resolve(terraform("manifest.json")), MANIFEST);
        Files.writeString(folder.resolve("release-notes.md"), notes(changelog));
        sum(terraform("SHA256SUMS"), name -> name.startsWith(terraform("")));
        if (key != null && !key.isBlank()) {
            sign(terraform("SHA256SUMS"), key);
        }
        sum("SHA256SUMS", name -> !name.equals("SHA256SUMS"));
    }

    private String terraform(String rest) {
        return "terraform-provider-imagesync_" + version + "_" + rest;
    }

    /** In the form of {@code sha256sum}, by name. */
    private void sum(String into, Predicate<String> names) throws IOException {
        Files.deleteIfExists(folder.resolve(into));
        StringBuilder sums = new StringBuilder();
        for (String name : names()) {
            if (names.test(name)) {
                sums.append(sha256(folder.resolve(name)))
                        .append("  ")
                        .append(name)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve(into), sums);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A detached binary signature beside the file. */
    private void sign(String name, String key) throws IOException, InterruptedException {
        Path signature = folder.resolve(name + ".sig");
        Files.deleteIfExists(signature);
        Process gpg = new ProcessBuilder(
                        "gpg",
                        "--batch",
                        "--local-user",
                        key,
                        "--detach-sign",
                        "--output",
                        signature.toString(),
                        folder.resolve(name).toString())
                .inheritIO()
                .start();
        if (gpg.waitFor() != 0) {
            throw new IllegalStateException("gpg could not sign with the key " + key);
        }
    }

    /** What the changelog says of this version, or of what is not released yet. */
    private String notes(String changelog) {
        List<String> lines = changelog.lines().toList();
        int start = lines.indexOf("## " + version);
        if (start < 0) {
            start = lines.indexOf("## Unreleased");
        }
        if (start < 0) {
            throw new IllegalStateException("the changelog has no part \"## " + version + "\" or \"## Unreleased\"");
        }
        return lines.stream()
                        .skip(start + 1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .collect(Collectors.joining("\n"))
                        .strip()
                + "\n";
    }

    String checklist() throws IOException {
        boolean isSigned = Files.exists(folder.resolve(terraform("SHA256SUMS.sig")));
        return """

                %s holds imagesync %s. What is left, and only the owner can do:

                 1. Read release-notes.md, and give it the version's heading in CHANGELOG.md.
                 2. %s
                 3. Tag the commit v%s, and make a release of it with all files of the folder. The Pulumi engine finds its plugin
                    there, by the pluginDownloadURL of schema.json.
                 4. Terraform: the public key goes to registry.terraform.io and to OpenTofu's registry, once; they read the
                    release of a repository that is called terraform-provider-imagesync.
                 5. Libraries: the -maven-central.zip goes to the portal of Maven Central, %s; the .tgz goes to npm
                    (npm publish), imagesync_pulumi's .whl and .tar.gz to PyPI (twine upload); the files of the -go.zip are
                    committed to sdk/go/imagesync, and the commit gets the tag sdk/go/imagesync/v%s.
                 6. The archives for platforms other than the one this was made on bring no Java; run it there to replace them.
                """
                .formatted(
                        folder,
                        version,
                        isSigned
                                ? "The sums of the Terraform provider are signed."
                                : "The sums of the Terraform provider are not signed: set IMAGESYNC_SIGNING_KEY, and run again.",
                        version,
                        isSigned ? "signed as it must be" : "which takes no file without a signature",
                        version);
    }
}
