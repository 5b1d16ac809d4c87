package dev.imagesync.testkit.fake;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the fake holds: repositories that share nothing. Thread-safe. */
final class Storage {

    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final boolean createsOnPush;

    Storage(boolean createsOnPush) {
        this.createsOnPush = createsOnPush;
    }

    /** Blobs and manifests by digest, and the digests of tags in the order of the tags. */
    record Repository(
            Map<String, byte[]> blobs,
            Map<String, StoredManifest> manifests,
            ConcurrentNavigableMap<String, String> tags) {

        Repository() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>());
        }

        /** The manifest of a tag or a digest. */
        Optional<StoredManifest> manifest(String reference) {
            String digest = Digests.isDigest(reference) ? Digests.checked(reference) : tags.get(reference);
            return Optional.ofNullable(digest).map(manifests::get);
        }
    }

    /** The repository, or NAME_UNKNOWN. */
    Repository existing(String name) {
        Repository repository = repositories.get(name);
        if (repository == null) {
            throw SpecError.NAME_UNKNOWN.refused("no repository " + name);
        }
        return repository;
    }

    /** The repository that is pushed to: a new one, or NAME_UNKNOWN where repositories have to be created first. */
    Repository pushed(String name) {
        return createsOnPush ? create(name) : existing(name);
    }

    void clear() {
        repositories.clear();
    }

    Repository create(String name) {
        return repositories.computeIfAbsent(name, key -> new Repository());
    }

    Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** A blob of whichever repository has it. */
    Optional<byte[]> blobAnywhere(String digest) {
        return repositories.values().stream()
                .flatMap(repository -> Optional.ofNullable(repository.blobs().get(digest)).stream())
                .findFirst();
    }
}
