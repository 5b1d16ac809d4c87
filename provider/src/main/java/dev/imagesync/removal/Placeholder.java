package dev.imagesync.removal;

import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.registry.UploadStart;
import dev.imagesync.transport.Body;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A manifest that stands in for an image on its way out. Each is one of a kind, so no other tag ever points at it, and each
 * says which digest it stands for, so that what a crash leaves behind is recognised by the next run.
 */
final class Placeholder {

    private static final String STANDS_FOR = "dev.imagesync.untag-of";

    /** The empty JSON object, which the OCI image spec has for a config that says nothing. */
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private static final Digest EMPTY_DIGEST = Digest.of(Digest.Algorithm.SHA256, EMPTY);

    private Placeholder() {}

    /** A new placeholder for the image of this digest. */
    static Manifest of(Digest digest) {
        String empty = "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"" + EMPTY_DIGEST
                + "\",\"size\":" + EMPTY.length + "}";
        byte[] bytes = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_IMAGE
                        + "\",\"artifactType\":\"application/vnd.dev.imagesync.placeholder\",\"config\":" + empty
                        + ",\"layers\":[" + empty + "],\"annotations\":{\"" + STANDS_FOR + "\":\"" + digest
                        + "\",\"dev.imagesync.nonce\":\"" + UUID.randomUUID() + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        return Manifest.verified(bytes, MediaTypes.OCI_IMAGE, Digest.of(Digest.Algorithm.SHA256, bytes));
    }

    static boolean standsFor(Manifest manifest, Digest digest) {
        return new String(manifest.bytes(), StandardCharsets.UTF_8)
                .contains("\"" + STANDS_FOR + "\":\"" + digest + "\"");
    }

    /** Brings the one blob that placeholders list. */
    static void pushConfig(RegistryClient registries, Repository repository, Operation operation) {
        if (registries.hasBlob(repository, EMPTY_DIGEST, operation)) {
            return;
        }
        switch (registries.startUpload(repository, EMPTY_DIGEST, null, operation)) {
            case UploadStart.Mounted _ -> {}
            case UploadStart.Session session ->
                registries.upload(
                        repository, EMPTY_DIGEST, session, Body.of(EMPTY, "application/octet-stream"), operation);
        }
    }
}
