package dev.imagesync.registry;

import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.reference.Registry;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.util.Map;

/** A client of registries for a test, and the transport under it. */
record Registries(Transport transport, RegistryClient client) implements AutoCloseable {

    static Registries anonymous() {
        return with(HostSettings.DEFAULTS, Credentials.NONE);
    }

    static Registries loggedInto(String host) {
        return loggedInto(host, RegistryOptions.PASSWORD);
    }

    static Registries loggedInto(String host, String password) {
        return with(
                HostSettings.DEFAULTS,
                new ConfiguredCredentials(
                        Map.of(new Registry(host), new Credential.Basic(RegistryOptions.USER, password))));
    }

    static Registries with(HostSettings hosts, Credentials credentials) {
        Transport transport = new Transport(hosts, credentials);
        return new Registries(transport, new RegistryClient(transport));
    }

    @Override
    public void close() {
        transport.close();
    }
}
