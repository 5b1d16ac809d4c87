package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many requests may be on their way to a registry at a time; uploads count by themselves.
 *
 * @param perRegistry for each registry that has no limit of its own
 * @param own limits of single registries
 */
public record Limits(int perRegistry, Map<Registry, Integer> own) {

    /** What users get: more than that is no faster, and some registries take it for an attack. */
    public static final Limits DEFAULTS = new Limits(32, Map.of());

    public Limits {
        if (perRegistry < 1 || own.values().stream().anyMatch(limit -> limit < 1)) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
        own = own.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().canonical(), Map.Entry::getValue));
    }

    int of(Registry registry) {
        return own.getOrDefault(registry.canonical(), perRegistry);
    }
}
