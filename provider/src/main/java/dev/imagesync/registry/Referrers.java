package dev.imagesync.registry;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v2/<name>/referrers/<digest>}, and the tag {@code sha256-<hex>} that the OCI distribution spec has in its place for
 * registries without this API. Thread-safe.
 */
final class Referrers {

    private final Transport transport;
    private final Manifests manifests;

    Referrers(Transport transport, Manifests manifests) {
        this.transport = transport;
        this.manifests = manifests;
    }

    List<Descriptor> list(Repository repository, Digest subject, Operation operation) {
        return index(repository, subject, operation).map(Referrers::entries).orElse(List.of());
    }

    /** The list itself, as the registry gives it. */
    Optional<Manifest> index(Repository repository, Digest subject, Operation operation) {
        Request request = Request.to(
                        "GET",
                        "/v2/" + repository.path() + "/referrers/" + subject,
                        Scope.pull(repository),
                        "the referrers of " + subject)
                .with("Accept", MediaTypes.OCI_INDEX);
        Optional<Manifest> byApi = transport.send(request, operation, response -> read(response, subject));
        return byApi.or(() -> manifests.get(repository.at(fallbackTag(subject)), operation));
    }

    /** The tag that lists the referrers of a digest where the API is missing. */
    static Tag fallbackTag(Digest subject) {
        return new Tag(subject.algorithm().label() + "-" + subject.hex());
    }

    private static Optional<Manifest> read(Response response, Digest subject) throws IOException {
        return switch (response.status()) {
            case 200 -> {
                byte[] bytes = response.bodyUpTo(Manifest.MAX_SIZE);
                yield Optional.of(
                        Manifest.verified(bytes, MediaTypes.OCI_INDEX, Digest.of(subject.algorithm(), bytes)));
            }
            case 400, 404, 405, 501 -> Optional.empty();
            default -> throw RegistryError.unexpected(response);
        };
    }

    private static List<Descriptor> entries(Manifest list) {
        return switch (list.view()) {
            case ManifestView.Index index -> index.manifests();
            case ManifestView.Image image -> List.of();
        };
    }
}
