package dev.imagesync.packaging;

import dev.imagesync.testkit.SecuredRegistry;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.nio.file.Path;

/** Where a training copies from and to: a registry with TLS and a login, and one in the clear. */
record Registries(SecuredRegistry secured, FakeRegistry clear) implements AutoCloseable {

    /** New ones; the folder holds what is needed to reach the first. */
    static Registries in(Path folder) {
        return new Registries(SecuredRegistry.in(folder), FakeRegistry.start());
    }

    String source() {
        return secured.host();
    }

    String mirror() {
        return clear.host();
    }

    @Override
    public void close() {
        secured.close();
        clear.close();
    }
}
