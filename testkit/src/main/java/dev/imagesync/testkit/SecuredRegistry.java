package dev.imagesync.testkit;

import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A registry with TLS and a login, as most are, and what its clients need, in a folder: the authority that vouches for it, and a
 * docker config with the login.
 */
public final class SecuredRegistry implements AutoCloseable {

    private final Path folder;
    private final FakeRegistry behind = FakeRegistry.start();
    private final TlsIdentity identity;
    private final RegistryFront front;

    private SecuredRegistry(Path folder) throws IOException {
        this.folder = folder;
        this.identity = TlsIdentity.in(folder, "EC");
        this.front = RegistryFront.secured(behind.host(), identity);
        Files.writeString(
                folder.resolve("config.json"), RegistryOptions.dockerConfig(host(), RegistryOptions.PASSWORD));
    }

    public static SecuredRegistry in(Path folder) {
        try {
            return new SecuredRegistry(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code localhost:PORT}: a name and not an address, so that clients look it up as they do others. */
    public String host() {
        return front.host().replace("127.0.0.1", "localhost");
    }

    /** What vouches for it. */
    public Path authority() {
        return identity.certificateFile();
    }

    /** The folder of the docker config. */
    public Path dockerConfig() {
        return folder;
    }

    /** With these the command line reaches it. */
    public List<String> options() {
        return List.of(
                "--ca-file",
                host() + "=" + authority(),
                "--docker-config",
                dockerConfig().toString());
    }

    /** Puts an image in; its tag is 1. */
    public void hold(String repository, ImageGraph image) {
        image.pushTo(behind.content(), repository, "1");
    }

    @Override
    public void close() {
        front.close();
        behind.close();
    }
}
