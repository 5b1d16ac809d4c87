package dev.imagesync.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** A key of gpg for one test, in a folder of its own. */
public final class SigningKey implements AutoCloseable {

    private static final String OWNER = "owner@imagesync.example";

    private final Commands commands;

    /** Makes the key, in a new folder below this one. */
    public SigningKey(Path folder) throws IOException {
        Path home = Files.createDirectory(
                folder.resolve("gpg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        commands = new Commands(home, Map.of("GNUPGHOME", home.toString()));
        String _ = gpg("--passphrase", "", "--quick-generate-key", OWNER, "rsa2048");
    }

    /** With this a release is signed by the key, and gpg knows it. */
    public Map<String, String> environment() {
        return Map.of("GNUPGHOME", commands.folder().toString(), "IMAGESYNC_SIGNING_KEY", OWNER);
    }

    /** The last 16 digits of its fingerprint. */
    public String id() {
        return gpg("--with-colons", "--list-keys", OWNER)
                .lines()
                .map(line -> line.split(":"))
                .filter(fields -> fields[0].equals("pub"))
                .map(fields -> fields[4])
                .findFirst()
                .orElseThrow();
    }

    /** The public half, in ASCII armor. */
    public String publicKey() {
        return gpg("--armor", "--export", OWNER);
    }

    private String gpg(String... words) {
        return commands.run(Stream.concat(Stream.of("gpg", "--batch", "--quiet"), Stream.of(words))
                        .toArray(String[]::new))
                .stdout();
    }

    /** Ends the agent that gpg started. */
    @Override
    public void close() {
        Commands.Printed _ = commands.run("gpgconf", "--kill", "all");
    }
}
