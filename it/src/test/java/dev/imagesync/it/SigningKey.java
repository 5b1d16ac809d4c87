package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A key of gpg for one test, in a folder of its own. */
final class SigningKey implements AutoCloseable {

    private static final String OWNER = "owner@imagesync.example";

    private final Path home;

    SigningKey(Path folder) throws Exception {
        home = Files.createDirectory(
                folder.resolve("gpg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String _ = gpg("--passphrase", "", "--quick-generate-key", OWNER, "rsa2048");
    }

    Path home() {
        return home;
    }

    String owner() {
        return OWNER;
    }

    /** The last 16 digits of its fingerprint. */
    String id() {
        return listed("pub")[4];
    }

    String publicKey() {
        return gpg("--armor", "--export", OWNER);
    }

    private String[] listed(String kind) {
        return gpg("--with-colons", "--list-keys", OWNER)
                .lines()
                .map(line -> line.split(":"))
                .filter(fields -> fields[0].equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private String gpg(String... words) {
        List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--homedir", home.toString()));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s printed %s", command, printed).isZero();
            return printed;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command.toString(), e);
        }
    }

    /** Ends the agent that gpg started. */
    @Override
    public void close() {
        String _ = run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }
}
