package dev.imagesync.lifecycle;

import dev.imagesync.reference.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that this run checked, created, repaired or re-pointed. A claimed destination is not untagged in the same
 * run: engines delete the old half of a replacement or of a rename last, and the tag is in use again by then. Thread-safe.
 */
final class Claims {

    private final Map<String, String> owners = new ConcurrentHashMap<>();

    /**
     * Claims a destination for a resource.
     *
     * @return the other resource that has it, if there is one; then nothing is claimed
     */
    Optional<String> claim(ImageReference destination, String resource) {
        String owner = owners.putIfAbsent(destination.canonical(), resource);
        return owner == null || owner.equals(resource) ? Optional.empty() : Optional.of(owner);
    }

    boolean isClaimed(ImageReference destination) {
        return owners.containsKey(destination.canonical());
    }

    void clear() {
        owners.clear();
    }
}
