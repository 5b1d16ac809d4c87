package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.MediaTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /v2/<name>/referrers/<digest>}: an index, empty if nothing refers to the digest. */
final class Referrers implements Endpoint {

    private final Storage storage;
    private final FakeOptions options;

    Referrers(Storage storage, FakeOptions options) {
        this.storage = storage;
        this.options = options;
    }

    @Override
    public Response answer(Request request, String repository, String digest) {
        if (!options.referrers() || !request.isRead()) {
            return Response.of(404);
        }
        Optional<String> artifactType = request.parameter("artifactType");
        String manifests = of(repository, Digests.checked(digest)).stream()
                .filter(referrer -> artifactType.isEmpty() || artifactType.get().equals(referrer.artifactType()))
                .map(referrer -> referrer.toDescriptor().toString())
                .collect(Collectors.joining(","));
        return Response.json(
                        200,
                        "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                                + manifests + "]}")
                .with("Content-Type", MediaTypes.OCI_INDEX)
                .with("OCI-Filters-Applied", artifactType.isPresent() ? "artifactType" : null);
    }

    private List<StoredManifest> of(String repository, String subject) {
        return storage.find(repository).stream()
                .flatMap(found -> found.manifests().values().stream())
                .filter(manifest -> manifest.subject().equals(Optional.of(subject)))
                .sorted(Comparator.comparing(StoredManifest::digest))
                .toList();
    }
}
