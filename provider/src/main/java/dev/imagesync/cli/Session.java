package dev.imagesync.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.CredentialSearch;
import dev.imagesync.copy.SharedBlobs;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Registry;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Limits;
import dev.imagesync.transport.Network;
import dev.imagesync.transport.Timing;
import dev.imagesync.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the commands of one process share: the way to registries, made when it is needed first, and the terminal. */
final class Session implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Options options;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Operation operation;
    private final SharedBlobs blobs = new SharedBlobs();
    private @Nullable Transport transport;

    Session(Options options, Terminal terminal, Map<String, String> environment, Operation operation) {
        this.options = options;
        this.terminal = terminal;
        this.environment = environment;
        this.operation = operation;
    }

    Terminal terminal() {
        return terminal;
    }

    Operation operation() {
        return operation;
    }

    /** Whether the result is to be printed as JSON. */
    boolean json() {
        return options.output == Options.Output.JSON;
    }

    /** Prints a result of several fields as one line of JSON. */
    void print(ObjectNode result) {
        terminal.data(result.toString());
    }

    /** What all copies of the command share. */
    SharedBlobs blobs() {
        return blobs;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    synchronized Transport transport() {
        if (transport == null) {
            limitTime();
            transport = new Transport(
                    hosts(),
                    credentials(),
                    Timing.DEFAULTS,
                    this::logRequest,
                    Limits.DEFAULTS,
                    Network.of(environment));
        }
        return transport;
    }

    /** Counts from the first command that needs a registry. */
    private void limitTime() {
        Duration allowed = options.timeout;
        if (allowed != null) {
            Thread.ofPlatform().daemon().name("timeout").start(() -> {
                operation.cancellation().pause(allowed);
                operation.cancellation().timeOut(allowed);
            });
        }
    }

    private HostSettings hosts() {
        Map<Registry, HostSettings.Host> hosts = new HashMap<>();
        options.plainHttp.forEach(
                host -> hosts.put(new Registry(host), HostSettings.Host.DEFAULTS.withPlainHttp(true)));
        options.caFiles.forEach((host, file) -> hosts.merge(
                new Registry(host),
                HostSettings.Host.DEFAULTS.withCaFile(file),
                (before, now) -> before.withCaFile(file)));
        return new HostSettings(hosts);
    }

    RegistryClient registries() {
        return new RegistryClient(transport());
    }

    CredentialSearch credentials() {
        return CredentialSearch.of(
                new ConfiguredCredentials(Map.of()),
                options.dockerConfig,
                environment,
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                line -> {
                    if (options.verbose) {
                        terminal.note("docker config: " + line);
                    }
                });
    }

    private void logRequest(String line) {
        if (options.verbose) {
            terminal.note(line);
        }
    }

    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
