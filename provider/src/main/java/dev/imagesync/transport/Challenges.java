package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What registries asked for, so that only the first request to each is refused. A repository may have a challenge of its own:
 * Artifactory has another realm for each repository of one host. Until it shows, that of the registry is taken. Thread-safe.
 */
final class Challenges {

    private final Map<Registry, Challenge> byRegistry = new ConcurrentHashMap<>();
    private final Map<Repository, Challenge> byRepository = new ConcurrentHashMap<>();
    private final Set<Registry> open = ConcurrentHashMap.newKeySet();
    private final Map<Registry, String> toDelete = new ConcurrentHashMap<>();

    /** What to answer before it is asked; null if nothing is known. */
    @Nullable
    Challenge known(Request request) {
        Challenge own = byRepository.get(request.scope().repository().canonical());
        return own == null ? byRegistry.get(request.registry().canonical()) : own;
    }

    /** Remembers what a response asks for; null if it asks for nothing that we can answer. */
    @Nullable
    Challenge learn(Response response) {
        Request request = response.request();
        for (Challenge challenge : Challenge.parse(response.headers("WWW-Authenticate"))) {
            if (challenge.scheme().equals("bearer") || challenge.scheme().equals("basic")) {
                byRegistry.putIfAbsent(request.registry().canonical(), challenge);
                byRepository.put(request.scope().repository().canonical(), challenge);
                return challenge;
            }
        }
        return null;
    }

    /** Whether a registry was asked and wants no login. */
    boolean isOpen(Registry registry) {
        return open.contains(registry.canonical());
    }

    void learnOpen(Registry registry) {
        open.add(registry.canonical());
    }

    /** What a token is to be made out for. */
    List<String> entries(Scope scope) {
        String asked = toDelete.get(scope.repository().registry().canonical());
        return scope.access() == Scope.Access.DELETE && asked != null ? scope.entries(asked) : scope.entries();
    }

    /**
     * Takes the actions that a registry asks for to delete, where those of a push do not suffice.
     *
     * @return whether that is news
     */
    boolean learnActions(Request request, Challenge challenge) {
        Scope scope = request.scope();
        Optional<String> actions = scope.access() == Scope.Access.DELETE
                ? challenge.actionsIn(scope.repository().path())
                : Optional.empty();
        return actions.isPresent()
                && !actions.get().equals(toDelete.put(request.registry().canonical(), actions.get()));
    }
}
