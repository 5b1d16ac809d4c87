package dev.imagesync.configuration;

import dev.imagesync.auth.CredentialSearch;
import dev.imagesync.lifecycle.Lookup;
import dev.imagesync.lifecycle.Run;
import dev.imagesync.lifecycle.SyncedImages;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Network;
import dev.imagesync.transport.RequestLog;
import dev.imagesync.transport.Timing;
import dev.imagesync.transport.Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one configuration of a provider works with.
 *
 * @param transport the connections, which closing the engine closes
 */
public record Engine(Transport transport, SyncedImages images, Lookup lookup) implements AutoCloseable {

    /**
     * Puts it together for these settings and this environment.
     *
     * @param run what this run of the provider remembers
     * @param log lines about files that could not be used
     */
    public static Engine of(Settings settings, Map<String, String> environment, Run run, Consumer<String> log) {
        Transport transport = new Transport(
                settings.hosts(),
                CredentialSearch.of(
                        settings.credentials(),
                        settings.dockerConfig(),
                        environment,
                        Path.of(System.getProperty("user.home")),
                        log),
                Timing.DEFAULTS,
                RequestLog.NONE,
                settings.limits(),
                Network.of(environment));
        RegistryClient registries = new RegistryClient(transport);
        return new Engine(transport, new SyncedImages(registries, settings.policies(), run), new Lookup(registries));
    }

    @Override
    public void close() {
        transport.close();
    }
}
