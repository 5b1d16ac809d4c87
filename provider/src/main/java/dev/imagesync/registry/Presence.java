package dev.imagesync.registry;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.Call;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Refusal;
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
final class Presence {

    private static final int MAX_BODY = 1 << 10;

    private final Transport transport;
    private final Set<Registry> registries = ConcurrentHashMap.newKeySet();

    Presence(Transport transport) {
        this.transport = transport;
    }

    /**
     * Returns if this 404 to a GET proves absence. Uses up the body.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS4001 if it does not
     */
    void prove(Answer notFound, Cancellation cancellation) {
        Refusal refusal = Refusal.of(notFound);
        if (!refusal.isRegistryError()) {
            proveRegistry(notFound, refusal, cancellation);
        }
    }

    /**
     * Returns if a host that gave this 404, not in a registry's words, is a registry all the same.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS4001 if it is not
     */
    void proveRegistry(Answer notFound, Refusal refusal, Cancellation cancellation) {
        if (isRegistry(notFound.call().scope(), cancellation)) {
            return;
        }
        throw new Problem(
                        Code.NOT_A_REGISTRY,
                        notFound.call().describe(),
                        refusal.words() + ", and /v2/ does not answer as a registry either",
                        null,
                        "check the host, and the ingress or proxy in front of the registry")
                .toException();
    }

    private boolean isRegistry(Scope scope, Cancellation cancellation) {
        Registry registry = scope.repository().registry().canonical();
        if (registries.contains(registry)) {
            return true;
        }
        Call ping = Call.to("GET", "/v2/", scope, "is it a registry");
        try (Answer answer = transport.send(ping, cancellation)) {
            boolean isOne = answer.header("Docker-Distribution-Api-Version").isPresent()
                    || switch (answer.status()) {
                        case 200 -> isJsonObject(answer);
                        case 401, 403 -> Refusal.of(answer).isRegistryError();
                        default -> false;
                    };
            if (isOne) {
                registries.add(registry);
            }
            return isOne;
        }
    }

    /** The spec leaves the body of /v2/ open; registries send an empty object or nothing at all. */
    private static boolean isJsonObject(Answer answer) {
        try {
            String body = new String(answer.bodyUpTo(MAX_BODY), StandardCharsets.UTF_8).strip();
            return body.startsWith("{") || body.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
