package dev.imagesync.testkit.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.testkit.MediaTypes;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest that was accepted.
 *
 * @param digest the digest that it was pushed under
 * @param mediaType the Content-Type that it was pushed with
 * @param bytes the bytes as they came
 * @param document the same, parsed
 */
record StoredManifest(String digest, String mediaType, byte[] bytes, JsonNode document) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TYPES =
            Set.of(MediaTypes.OCI_IMAGE, MediaTypes.OCI_INDEX, MediaTypes.DOCKER_IMAGE, MediaTypes.DOCKER_LIST);

    /** Reads a manifest, or refuses it: of no known type, no JSON, or of another type than it says itself. */
    static StoredManifest read(String digest, String mediaType, byte[] bytes) {
        if (!TYPES.contains(mediaType)) {
            throw SpecError.MANIFEST_INVALID.refused("not the media type of a manifest: " + mediaType);
        }
        JsonNode document = parse(bytes);
        String own = document.path("mediaType").asText(mediaType);
        if (!own.equals(mediaType)) {
            throw SpecError.MANIFEST_INVALID.refused("sent as " + mediaType + ", calls itself " + own);
        }
        boolean listsManifests = mediaType.equals(MediaTypes.OCI_INDEX) || mediaType.equals(MediaTypes.DOCKER_LIST);
        if (document.path("schemaVersion").asInt() != 2 || listsManifests != document.has("manifests")) {
            throw SpecError.MANIFEST_INVALID.refused("not a document of " + mediaType);
        }
        return new StoredManifest(digest, mediaType, bytes, document);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode document = JSON.readTree(bytes);
            if (document.isObject()) {
                return document;
            }
        } catch (IOException e) {
            throw SpecError.MANIFEST_INVALID.refused("not JSON");
        }
        throw SpecError.MANIFEST_INVALID.refused("not a JSON object");
    }

    /** Refuses the manifest if the repository lacks what it lists. A subject may be missing, and so may foreign layers. */
    void requireContentIn(Storage.Repository repository) {
        for (JsonNode child : document.path("manifests")) {
            String listed = child.path("digest").asText();
            // A build cache is an index that lists layers.
            if (!repository.manifests().containsKey(listed)
                    && !repository.blobs().containsKey(listed)) {
                throw SpecError.MANIFEST_BLOB_UNKNOWN.refused("the manifest " + listed + " is missing");
            }
        }
        document.path("layers").forEach(layer -> requireBlob(repository, layer));
        if (document.has("config")) {
            requireBlob(repository, document.path("config"));
        }
    }

    private static void requireBlob(Storage.Repository repository, JsonNode descriptor) {
        byte[] blob = repository.blobs().get(descriptor.path("digest").asText());
        if (blob == null && !descriptor.has("urls")) {
            throw SpecError.MANIFEST_BLOB_UNKNOWN.refused(
                    "the blob " + descriptor.path("digest").asText() + " is missing");
        }
        if (blob != null && blob.length != descriptor.path("size").asLong(-1)) {
            throw SpecError.MANIFEST_INVALID.refused(
                    descriptor.path("digest").asText() + " has another size than the manifest says");
        }
    }

    /** The digest of the manifest that this one refers to. */
    Optional<String> subject() {
        return Optional.of(document.path("subject").path("digest").asText("")).filter(text -> !text.isEmpty());
    }

    /** What this manifest is an artifact of, as the referrers API tells it. */
    String artifactType() {
        String own = document.path("artifactType").asText("");
        return own.isEmpty() ? document.path("config").path("mediaType").asText("") : own;
    }

    /** The entry of this manifest in a list of referrers. */
    ObjectNode toDescriptor() {
        ObjectNode descriptor = JSON.createObjectNode();
        descriptor.put("mediaType", mediaType).put("digest", digest).put("size", bytes.length);
        if (!artifactType().isEmpty()) {
            descriptor.put("artifactType", artifactType());
        }
        if (document.path("annotations").isObject()) {
            descriptor.set("annotations", document.path("annotations"));
        }
        return descriptor;
    }
}
