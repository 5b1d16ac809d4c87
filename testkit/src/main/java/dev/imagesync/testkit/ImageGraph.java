package dev.imagesync.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image with all that belongs to it.
 *
 * @param manifests the manifests, each behind those that it lists; the root is the last
 * @param blobs the blobs by their digests; foreign layers are not among them
 * @param isContainerImage whether every image in it is a container image with a valid config and valid layers
 */
public record ImageGraph(List<Stored> manifests, Map<String, byte[]> blobs, boolean isContainerImage) {

    public ImageGraph {
        manifests = List.copyOf(manifests);
        blobs = Map.copyOf(blobs);
    }

    /** A manifest under its digest. */
    public record Stored(String digest, String mediaType, byte[] bytes) {}

    /** The manifest that a tag points at. */
    public Stored root() {
        return manifests.getLast();
    }

    /** Pushes everything, and tags the root. */
    public void pushTo(RegistryContent registry, String repository, String tag) {
        blobs.forEach((digest, bytes) -> registry.pushBlob(repository, digest, bytes));
        for (Stored manifest : manifests) {
            registry.pushManifest(repository, manifest.digest(), manifest.mediaType(), manifest.bytes());
        }
        String query = root().digest().startsWith("sha512:") ? "?digest=" + root().digest() : "";
        registry.pushManifest(repository, tag + query, root().mediaType(), root().bytes());
    }

    /** What a repository lacks of this image, or has otherwise; empty if it holds all of it byte for byte. */
    public List<String> differencesIn(RegistryContent registry, String repository, String tag) {
        List<String> differences = new ArrayList<>();
        for (Stored manifest : manifests) {
            compare(differences, manifest, registry.manifest(repository, manifest.digest()), manifest.digest());
        }
        compare(differences, root(), registry.manifest(repository, tag), "the tag " + tag);
        blobs.forEach((digest, bytes) -> {
            if (!registry.blob(repository, digest)
                    .filter(found -> Arrays.equals(found, bytes))
                    .isPresent()) {
                differences.add("the blob " + digest + " is missing or differs");
            }
        });
        return differences;
    }

    private static void compare(
            List<String> differences, Stored expected, Optional<RegistryContent.StoredManifest> found, String name) {
        if (found.isEmpty()) {
            differences.add(name + " is missing");
        } else if (!Arrays.equals(found.get().bytes(), expected.bytes())) {
            differences.add(name + " has other bytes");
        } else if (!found.get().mediaType().equals(expected.mediaType())) {
            differences.add(name + " has the media type " + found.get().mediaType());
        }
    }
}
