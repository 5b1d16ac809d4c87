package dev.imagesync.lifecycle;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Repository;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that this run checked, created, repaired or re-pointed, and the digests that they point at. A claimed
 * destination is not untagged in the same run: engines delete the old half of a replacement or of a rename last, and the tag is
 * in use again by then. Thread-safe.
 */
final class Claims {

    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final Set<String> digests = ConcurrentHashMap.newKeySet();

    /** What a destination is to hold: this much of this image. */
    record Content(Digest digest, Set<Platform> platforms) {}

    /**
     * Claims a destination for a resource.
     *
     * @return the other resource that has it, if there is one; then nothing is claimed
     */
    Optional<String> claim(ImageReference destination, String resource) {
        String owner = owners.putIfAbsent(destination.canonical(), resource);
        return owner == null || owner.equals(resource) ? Optional.empty() : Optional.of(owner);
    }

    /**
     * Claims a destination for what is about to be written there. Engines that name no resource have only this.
     *
     * @return what else was written there in this run, if anything was; then nothing is claimed
     */
    Optional<Content> claim(ImageReference destination, Content content) {
        Content other = contents.putIfAbsent(destination.canonical(), content);
        return other == null || other.equals(content) ? Optional.empty() : Optional.of(other);
    }

    boolean isClaimed(ImageReference destination) {
        return owners.containsKey(destination.canonical());
    }

    /** Claims an image of a repository: a digest that a claimed destination points at, or will. */
    void claim(Repository repository, Digest digest) {
        digests.add(repository.at(digest).canonical());
    }

    boolean isClaimed(Repository repository, Digest digest) {
        return digests.contains(repository.at(digest).canonical());
    }

    void clear() {
        digests.clear();
        contents.clear();
        owners.clear();
    }
}
