package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.Content;
import java.util.List;
import java.util.regex.Pattern;

/** {@code /v2/<name>/manifests/<reference>}. */
final class Manifests implements Endpoint {

    private static final int MAX_SIZE = 4 << 20;
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    private final Storage storage;
    private final FakeOptions options;

    Manifests(Storage storage, FakeOptions options) {
        this.storage = storage;
        this.options = options;
    }

    @Override
    public Response answer(Request request, String repository, String reference) {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(repository, reference);
            case "PUT" -> put(request, repository, reference);
            case "DELETE" -> delete(repository, reference);
            default -> Endpoint.unsupported(request);
        };
    }

    private Response get(String repository, String reference) {
        StoredManifest manifest = storage.existing(repository)
                .manifest(reference)
                .orElseThrow(() -> SpecError.MANIFEST_UNKNOWN.refused("no manifest " + reference));
        return Response.of(200)
                .with("Content-Type", manifest.mediaType())
                .with(Response.DIGEST, manifest.digest())
                .with(manifest.bytes());
    }

    private Response put(Request request, String name, String reference) {
        byte[] bytes = request.body();
        if (bytes.length > MAX_SIZE) {
            throw SpecError.SIZE_INVALID.refused("a manifest of more than " + MAX_SIZE + " bytes");
        }
        Storage.Repository repository = storage.pushed(name);
        boolean byDigest = Digests.isDigest(reference);
        String digest = Digests.checked(
                byDigest ? reference : request.parameter("digest").orElseGet(() -> Content.sha256(bytes)), bytes);
        List<String> tags = byDigest ? request.all("tag") : List.of(reference);
        tags.forEach(tag -> requireFree(repository, tag, digest));
        StoredManifest manifest =
                StoredManifest.read(digest, request.header("Content-Type").orElse(""), bytes);
        manifest.requireContentIn(repository);
        repository.manifests().put(digest, manifest);
        tags.forEach(tag -> repository.tags().put(tag, digest));
        return Response.of(201)
                .with("Location", "/v2/" + name + "/manifests/" + digest)
                .with(Response.DIGEST, digest)
                .with("OCI-Subject", options.referrers() ? manifest.subject().orElse(null) : null)
                .with("OCI-Tag", byDigest && !tags.isEmpty() ? String.join(", ", tags) : null);
    }

    private void requireFree(Storage.Repository repository, String tag, String digest) {
        if (!TAG.matcher(tag).matches()) {
            throw SpecError.MANIFEST_INVALID.refused("not a tag: " + tag);
        }
        String now = repository.tags().get(tag);
        if (options.tagsAreImmutable() && now != null && !now.equals(digest)) {
            throw SpecError.TAG_INVALID.refused("the tag " + tag + " is immutable and points at " + now);
        }
    }

    private Response delete(String name, String reference) {
        boolean byDigest = Digests.isDigest(reference);
        switch (options.deletes()) {
            case NOTHING -> throw SpecError.UNSUPPORTED.refused("deletes are disabled");
            case NO_TAGS -> {
                if (!byDigest) {
                    throw SpecError.DIGEST_INVALID.refused("provided digest did not match uploaded content");
                }
            }
            case ALL -> {}
        }
        Storage.Repository repository = storage.existing(name);
        boolean wasThere = byDigest
                ? repository.manifests().remove(Digests.checked(reference)) != null
                : repository.tags().remove(reference) != null;
        if (!wasThere) {
            throw SpecError.MANIFEST_UNKNOWN.refused("no manifest " + reference);
        }
        if (byDigest) {
            repository.tags().values().removeIf(reference::equals);
        }
        return Response.of(202);
    }
}
