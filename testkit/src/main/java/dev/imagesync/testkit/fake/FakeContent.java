package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.RegistryContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reaches what a fake holds without the wire: no login, no fault, no trace in the log. What is pushed is still checked. */
final class FakeContent implements RegistryContent {

    private final Storage storage;
    private final Router router;

    FakeContent(Storage storage, Router router) {
        this.storage = storage;
        this.router = router;
    }

    @Override
    public Optional<StoredManifest> manifest(String repository, String reference) {
        return storage.find(repository)
                .flatMap(found -> found.manifest(reference))
                .map(manifest -> new StoredManifest(manifest.mediaType(), manifest.bytes()));
    }

    @Override
    public Optional<byte[]> blob(String repository, String digest) {
        return storage.find(repository)
                .flatMap(found -> Optional.ofNullable(found.blobs().get(digest)));
    }

    @Override
    public List<String> tags(String repository) {
        return storage.find(repository)
                .map(found -> List.copyOf(found.tags().keySet()))
                .orElse(List.of());
    }

    @Override
    public void pushBlob(String repository, String digest, byte[] bytes) {
        push(new Request(
                "POST", "/v2/" + repository + "/blobs/uploads/", Map.of("digest", List.of(digest)), Map.of(), bytes));
    }

    @Override
    public void pushManifest(String repository, String reference, String mediaType, byte[] bytes) {
        String[] parts = reference.split("\\?", 2);
        push(new Request(
                "PUT",
                "/v2/" + repository + "/manifests/" + parts[0],
                Request.parameters(parts.length == 1 ? "" : parts[1]),
                Map.of("content-type", mediaType),
                bytes));
    }

    private void push(Request request) {
        Response response = router.answer(request);
        if (response.status() != 201) {
            throw new IllegalStateException(request.path() + " answered " + response.status() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }
}
