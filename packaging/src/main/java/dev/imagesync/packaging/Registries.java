package dev.imagesync.packaging;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.RegistryFront;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.TlsIdentity;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a training copies from and to: a registry with TLS and a login, as most are, and one in the clear. The folder holds the
 * authority of the first, and a docker config with its login.
 */
final class Registries implements AutoCloseable {

    private final Path folder;
    private final FakeRegistry behind = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();
    private final TlsIdentity identity;
    private final RegistryFront secured;

    private Registries(Path folder) throws IOException {
        this.folder = folder;
        this.identity = TlsIdentity.in(folder, "EC");
        this.secured = RegistryFront.secured(behind.host(), identity);
        Files.writeString(
                folder.resolve("config.json"), RegistryOptions.dockerConfig(source(), RegistryOptions.PASSWORD));
    }

    static Registries in(Path folder) throws IOException {
        return new Registries(folder);
    }

    /** The one with TLS; by a name and not by its address, so that names are looked up as well. */
    String source() {
        return secured.host().replace("127.0.0.1", "localhost");
    }

    /** The one in the clear. */
    String mirror() {
        return mirror.host();
    }

    /** What vouches for the source. */
    String authority() {
        return identity.certificateFile().toString();
    }

    /** The folder of the docker config. */
    Path dockerConfig() {
        return folder;
    }

    /** Puts an image into the source; its tag is 1. */
    void hold(String repository, ImageGraph image) {
        image.pushTo(behind.content(), repository, "1");
    }

    @Override
    public void close() {
        secured.close();
        mirror.close();
        behind.close();
    }
}
