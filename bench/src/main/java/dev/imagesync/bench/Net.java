package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.TlsIdentity;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way to the registries.
 *
 * @param identity the certificate of the registries where they speak TLS, or null
 * @param roundTrip what the way takes there and back, besides what loopback takes
 * @param home an empty folder that stands for the user's home
 */
record Net(@Nullable TlsIdentity identity, Duration roundTrip, Path home) {

    boolean isTls() {
        return identity != null;
    }

    /** A distribution registry that is spoken to this way. */
    RegistryProcess registry() {
        return RegistryProcess.start(
                RegistryKind.DISTRIBUTION_3,
                identity == null ? RegistryOptions.OPEN : RegistryOptions.OPEN.withTls(identity));
    }

    /**
     * Fills a registry.
     *
     * @param images by their repositories and tags, {@code repository:tag}
     */
    void fill(String host, Map<String, ImageGraph> images) {
        try (FakeRegistry memory = FakeRegistry.start();
                WarmEngine engine = new WarmEngine(this, host)) {
            images.forEach((name, image) -> {
                int colon = name.indexOf(':');
                image.pushTo(memory.content(), name.substring(0, colon), name.substring(colon + 1));
                Measured _ = engine.copy(memory.host() + "/" + name, host + "/" + name);
            });
        }
    }

    /**
     * Fills a registry with small multi-platform images, each with blobs of its own.
     *
     * @param name of each of them, {@code repository:tag}, by its number
     */
    void fillSmall(String host, int count, IntFunction<String> name) {
        Map<String, ImageGraph> images = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            images.put(name.apply(i), ImageGraphs.ofContent("image " + i));
        }
        fill(host, images);
    }

    Path certificate() {
        if (identity == null) {
            throw new IllegalStateException("plain HTTP has no certificate");
        }
        return identity.certificateFile();
    }

    /** What all programs get: nobody's login, and the authority to trust. */
    Map<String, String> environment() {
        Map<String, String> nobody =
                Map.of("HOME", home.toString(), "DOCKER_CONFIG", home.toString(), "XDG_RUNTIME_DIR", home.toString());
        if (identity == null) {
            return nobody;
        }
        Map<String, String> all = new HashMap<>(nobody);
        all.put("SSL_CERT_FILE", certificate().toString());
        return all;
    }

    /**
     * The same, with a new folder for what a program keeps between its runs. skopeo notes which repository has a blob, and
     * would mount there what an earlier run brought; as root it keeps that in a folder of the system, unless it is told that
     * it runs for somebody else.
     */
    Map<String, String> forgetful() {
        Map<String, String> all = new HashMap<>(environment());
        try {
            all.put("XDG_DATA_HOME", Files.createTempDirectory(home, "data").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.put("_CONTAINERS_ROOTLESS_UID", "1000");
        return all;
    }

    @Override
    public String toString() {
        return (isTls() ? "TLS" : "http") + (roundTrip.isZero() ? "" : ", " + roundTrip.toMillis() + " ms round trip");
    }
}
