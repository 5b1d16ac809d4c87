package dev.imagesync.configuration;

import dev.imagesync.auth.CredentialSearch;
import dev.imagesync.lifecycle.Acting;
import dev.imagesync.lifecycle.Lookup;
import dev.imagesync.lifecycle.Planning;
import dev.imagesync.lifecycle.RunMemory;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Network;
import dev.imagesync.transport.Reach;
import dev.imagesync.transport.Timing;
import dev.imagesync.transport.Transport;

/**
 * What one configuration works with.
 *
 * @param credentials where credentials are looked for
 * @param transport the connections, which closing this closes
 */
@SuppressWarnings("AvoidCommonTypeNames") // Java's own is used in main methods alone.
public record Runtime(
        CredentialSearch credentials, Transport transport, Planning planning, Acting acting, Lookup lookup)
        implements AutoCloseable {

    /**
     * Puts it together for these settings, here.
     *
     * @param run what this run of the process remembers
     */
    public static Runtime of(Settings settings, Surroundings here, RunMemory run) {
        CredentialSearch credentials = CredentialSearch.of(
                settings.credentials(), settings.dockerConfig(), here.variables(), here.home(), here.log());
        Transport transport = new Transport(
                new Reach(settings.hosts(), settings.limits(), Network.of(here.variables())),
                credentials,
                Timing.DEFAULTS,
                here.requests());
        RegistryClient registries = new RegistryClient(transport);
        return new Runtime(
                credentials,
                transport,
                new Planning(registries, run, settings.wishes().onUnreachable()),
                new Acting(registries, run, settings.wishes().onUndeletable()),
                new Lookup(registries));
    }

    @Override
    public void close() {
        transport.close();
    }
}
