package dev.imagesync.registry;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a 404 means that something does not exist. It does only if its body is a registry's own error, or if the host is
 * known to be a registry: an ingress without a backend answers 404 to everything, and reading that as "gone" would make a
 * mirror forget its images. Thread-safe.
 */
final class AbsenceProof {

    private static final int MAX_BODY = 1 << 10;

    private final Transport transport;
    private final Set<Registry> registries = ConcurrentHashMap.newKeySet();

    AbsenceProof(Transport transport) {
        this.transport = transport;
    }

    /**
     * Returns if this 404 to a GET proves absence. Uses up the body.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS4001 if it does not
     */
    void prove(Response notFound, Operation operation) {
        RegistryError error = RegistryError.of(notFound);
        if (!error.isRegistryError()) {
            proveRegistry(notFound, error, operation);
        }
    }

    /**
     * Returns if a host that gave this 404, not in a registry's words, is a registry all the same.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS4001 if it is not
     */
    void proveRegistry(Response notFound, RegistryError error, Operation operation) {
        if (isRegistry(notFound.request().scope(), operation)) {
            return;
        }
        throw new Problem(
                        Code.NOT_A_REGISTRY,
                        notFound.request().describe(),
                        error.words() + ", and /v2/ does not answer as a registry either",
                        null,
                        "check the host, and the ingress or proxy in front of the registry")
                .toException();
    }

    private boolean isRegistry(Scope scope, Operation operation) {
        Registry registry = scope.repository().registry().canonical();
        if (registries.contains(registry)) {
            return true;
        }
        Request ping = Request.to("GET", "/v2/", scope, "is it a registry");
        try (Response response = transport.send(ping, operation)) {
            boolean isOne = response.header("Docker-Distribution-Api-Version").isPresent()
                    || switch (response.status()) {
                        case 200 -> isJsonObject(response);
                        case 401, 403 -> RegistryError.of(response).isRegistryError();
                        default -> false;
                    };
            if (isOne) {
                registries.add(registry);
            }
            return isOne;
        }
    }

    /** The spec leaves the body of /v2/ open; registries send an empty object or nothing at all. */
    private static boolean isJsonObject(Response response) {
        try {
            String body = new String(response.bodyUpTo(MAX_BODY), StandardCharsets.UTF_8).strip();
            return body.startsWith("{") || body.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
