package dev.imagesync.testkit;

import java.util.List;
import java.util.Optional;

/** What a registry holds, to look at and to fill, by whichever way gets there without the code under test. */
public interface RegistryContent {

    /** A manifest as it is stored. */
    record StoredManifest(String mediaType, byte[] bytes) {}

    /** The manifest of a tag or a digest. */
    Optional<StoredManifest> manifest(String repository, String reference);

    /** The bytes of a blob. */
    Optional<byte[]> blob(String repository, String digest);

    /** The tags of a repository; empty if there is none. */
    List<String> tags(String repository);

    /** Pushes a blob under this digest. */
    void pushBlob(String repository, String digest, byte[] bytes);

    /** Pushes a manifest under a tag or a digest, which a query may follow. */
    void pushManifest(String repository, String reference, String mediaType, byte[] bytes);

    /** The SHA-256 digest of the manifest that a tag points at. */
    default Optional<String> digest(String repository, String tag) {
        return manifest(repository, tag).map(manifest -> Content.sha256(manifest.bytes()));
    }
}
