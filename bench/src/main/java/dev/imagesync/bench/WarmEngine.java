package dev.imagesync.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.imagesync.auth.Credentials;
import dev.imagesync.copy.CopyRequest;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.SharedBlobs;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Registry;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engine inside this JVM, as it is in a provider that lives as long as its engine. It remembers no blob between copies. */
final class WarmEngine implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Transport transport;

    WarmEngine(Net net, String... hosts) {
        HostSettings.Host settings =
                net.isTls() ? HostSettings.Host.DEFAULTS.withCaFile(net.certificate()) : HostSettings.Host.DEFAULTS;
        this.transport = new Transport(
                new HostSettings(
                        Stream.of(hosts).distinct().collect(Collectors.toMap(Registry::new, host -> settings))),
                Credentials.NONE);
    }

    Measured copy(String source, String destination) {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        RegistryClient client = new RegistryClient(transport);
        ImageReference from = ImageReference.parse(source);
        Operation never = Operation.unattended();
        Digest digest = client.find(from, never).orElseThrow().digest();
        new ImageCopier(client, new SharedBlobs())
                .copy(CopyRequest.whole(from.repository().at(digest), ImageReference.parse(destination)), never);
        return new Measured(
                Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpu), null);
    }

    /** Checks that a copy has the digest of what was to be copied. */
    void requireSame(String source, String copy) {
        Digest wanted = digestOf(source);
        Digest there = digestOf(copy);
        if (!wanted.equals(there)) {
            throw new IllegalStateException(copy + " is " + there + ", not " + wanted);
        }
    }

    private Digest digestOf(String reference) {
        return new RegistryClient(transport)
                .find(ImageReference.parse(reference), Operation.unattended())
                .orElseThrow()
                .digest();
    }

    @Override
    public void close() {
        transport.close();
    }
}
