package dev.imagesync.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v2/<name>/referrers/<digest>} with its pages, and the tag that the OCI distribution spec has in its place for
 * registries without this API. Thread-safe.
 */
final class Referrers {

    /** How much of a digest the tag takes (OCI distribution spec, "Referrers Tag Schema"). */
    private static final int ALGORITHM_IN_TAG = 32;

    private static final int HEX_IN_TAG = 64;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transport transport;
    private final Manifests manifests;

    Referrers(Transport transport, Manifests manifests) {
        this.transport = transport;
        this.manifests = manifests;
    }

    List<Descriptor> list(Repository repository, Digest subject, Operation operation) {
        return index(repository, subject, operation).map(Referrers::entries).orElse(List.of());
    }

    /** The list itself, as the registry gives it; several pages are put together to one. */
    Optional<Manifest> index(Repository repository, Digest subject, Operation operation) {
        List<byte[]> pages = new ArrayList<>();
        Pages links = new Pages();
        Optional<URI> next = Optional.of(URI.create("/v2/" + repository.path() + "/referrers/" + subject));
        while (next.isPresent()) {
            Request request = Request.to(
                            "GET", next.get().toString(), Scope.pull(repository), "the referrers of " + subject)
                    .with("Accept", MediaTypes.OCI_INDEX);
            next = transport.send(request, operation, response -> read(response, pages, links));
        }
        return pages.isEmpty()
                ? manifests.get(repository.at(fallbackTag(subject)), operation)
                : Optional.of(manifest(pages, subject));
    }

    /** The tag that lists the referrers of a digest where the API is missing. */
    static Tag fallbackTag(Digest subject) {
        return new Tag(
                firstOf(subject.algorithm().label(), ALGORITHM_IN_TAG) + "-" + firstOf(subject.hex(), HEX_IN_TAG));
    }

    private static String firstOf(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    /** Adds the page; gives the next one. The first may say that there is no such API. */
    private static Optional<URI> read(Response response, List<byte[]> pages, Pages links) throws IOException {
        boolean isMissing = List.of(400, 404, 405, 501).contains(response.status());
        if (isMissing && pages.isEmpty()) {
            return Optional.empty();
        }
        if (response.status() != 200) {
            throw RegistryError.unexpected(response);
        }
        byte[] page = response.bodyUpTo(Manifest.MAX_SIZE);
        Optional<URI> next = links.after(response);
        pages.add(page);
        return next;
    }

    private static Manifest manifest(List<byte[]> pages, Digest subject) {
        byte[] bytes = pages.size() == 1 ? pages.getFirst() : joined(pages);
        return Manifest.verified(bytes, MediaTypes.OCI_INDEX, Digest.of(subject.algorithm(), bytes));
    }

    /** The first page with the entries of all; one that cannot be read stands for itself, so that its fault is told. */
    private static byte[] joined(List<byte[]> pages) {
        try {
            ObjectNode first = null;
            ArrayNode entries = JSON.createArrayNode();
            for (byte[] page : pages) {
                JsonNode document = JSON.readTree(page);
                if (!(document instanceof ObjectNode object)
                        || !document.path("manifests").isArray()) {
                    return page;
                }
                first = first == null ? object : first;
                document.path("manifests").forEach(entries::add);
            }
            ObjectNode all = JSON.createObjectNode();
            if (first != null) {
                all.setAll(first);
            }
            all.set("manifests", entries);
            return JSON.writeValueAsBytes(all);
        } catch (IOException e) {
            return pages.getLast();
        }
    }

    private static List<Descriptor> entries(Manifest list) {
        return switch (list.view()) {
            case ManifestView.Index index -> index.manifests();
            case ManifestView.Image _ -> List.of();
        };
    }
}
