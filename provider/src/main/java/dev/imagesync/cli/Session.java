package dev.imagesync.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.CredentialSearch;
import dev.imagesync.configuration.Runtime;
import dev.imagesync.configuration.Settings;
import dev.imagesync.configuration.Surroundings;
import dev.imagesync.copy.SharedBlobs;
import dev.imagesync.lifecycle.RunMemory;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Limits;
import dev.imagesync.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the commands of one process share: the way to registries, made when it is needed first, and the terminal. */
final class Session implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Options options;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Operation operation;
    private final SharedBlobs blobs = new SharedBlobs();
    private @Nullable Runtime runtime;

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
        return options.json();
    }

    /** Prints a result of several fields as one line of JSON. */
    void print(ObjectNode result) {
        terminal.data(result.toString());
    }

    /** Tells why one of many failed; of those that were cancelled there is nothing to tell. Thread-safe. */
    void tell(Throwable why) {
        if (!operation.cancellation().isCancelled()) {
            terminal.error(Main.problemOf(why));
        }
    }

    /** What all copies of the command share. */
    SharedBlobs blobs() {
        return blobs;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Transport transport() {
        return runtime().transport();
    }

    RegistryClient registries() {
        return new RegistryClient(transport());
    }

    CredentialSearch credentials() {
        return runtime().credentials();
    }

    private synchronized Runtime runtime() {
        if (runtime == null) {
            limitTime();
            runtime = Runtime.of(settings(), surroundings(), new RunMemory());
        }
        return runtime;
    }

    /** Counts from the first command that needs a registry. */
    private void limitTime() {
        Duration allowed = options.timeout();
        if (allowed != null) {
            Thread.ofPlatform().daemon().name("timeout").start(() -> {
                operation.cancellation().pause(allowed);
                operation.cancellation().timeOut(allowed);
            });
        }
    }

    private Settings settings() {
        return new Settings(
                hosts(),
                Limits.DEFAULTS,
                new ConfiguredCredentials(Map.of()),
                options.dockerConfig(),
                Settings.Wishes.DEFAULTS);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                environment,
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                line -> noteIfVerbose("docker config: " + line),
                this::noteIfVerbose);
    }

    private HostSettings hosts() {
        Map<Registry, HostSettings.Host> hosts = new HashMap<>();
        options.plainHttp().forEach(host -> change(hosts, host, before -> before.withPlainHttp(true)));
        options.caFiles().forEach((host, file) -> change(hosts, host, before -> before.withCaFile(file)));
        options.trustedHosts().forEach(pair -> {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw Problem.ofInput(
                                Code.COMMAND_LINE_INVALID,
                                "--trusted-host is \"" + pair + "\"",
                                "write HOST=TRUSTED, for example registry.corp.example=minio.corp.example")
                        .toException();
            }
            change(hosts, pair.substring(0, equals), before -> before.withTrustedHost(pair.substring(equals + 1)));
        });
        return new HostSettings(hosts);
    }

    private static void change(
            Map<Registry, HostSettings.Host> hosts, String host, UnaryOperator<HostSettings.Host> change) {
        Registry registry = new Registry(host);
        hosts.put(registry, change.apply(hosts.getOrDefault(registry, HostSettings.Host.DEFAULTS)));
    }

    private void noteIfVerbose(String line) {
        if (options.verbose()) {
            terminal.note(line);
        }
    }

    @Override
    public synchronized void close() {
        if (runtime != null) {
            runtime.close();
        }
    }
}
