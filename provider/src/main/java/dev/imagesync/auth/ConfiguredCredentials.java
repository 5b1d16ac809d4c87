package dev.imagesync.auth;

import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The credentials of the provider's own {@code registries} setting. Thread-safe. */
public final class ConfiguredCredentials implements Credentials {

    private final Map<Registry, Credential> byRegistry;

    /** Credentials by registry; the names of one registry, such as Docker Hub's, are interchangeable. */
    public ConfiguredCredentials(Map<Registry, Credential> byRegistry) {
        this.byRegistry = byRegistry.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().canonical(), Map.Entry::getValue));
    }

    /** Whether there are none at all. */
    boolean isEmpty() {
        return byRegistry.isEmpty();
    }

    @Override
    public List<Candidate> offers(Repository repository) {
        Registry registry = repository.registry().canonical();
        Credential credential = byRegistry.get(registry);
        return credential == null
                ? List.of()
                : List.of(new Candidate(credential, "the provider setting {registries}[\"" + registry + "\"]"));
    }
}
