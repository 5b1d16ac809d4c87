package dev.imagesync.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests. Strict where leniency is dangerous: a document that could be read as two kinds of manifest is refused
 * (OCI image spec, considerations on CVE-2021-41190), and so are duplicate keys.
 */
final class ManifestReader {

    /** The largest size that JSON numbers carry exactly. */
    private static final long MAX_BLOB_SIZE = 1L << 53;

    private static final int MAX_CHILDREN = 10_000;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private ManifestReader() {}

    /** The media type that the document gives itself; what an OCI document of its shape has, if it gives none. */
    static String declaredType(byte[] bytes, String header) {
        JsonNode document = parse(bytes);
        String declared = document.path("mediaType").asText("");
        if (!declared.isEmpty()) {
            return declared;
        }
        if (document.path("schemaVersion").asInt() == 1) {
            return MediaTypes.DOCKER_SCHEMA1;
        }
        if (document.has("manifests")) {
            return MediaTypes.OCI_INDEX;
        }
        if (document.has("layers") || document.has("config")) {
            return MediaTypes.OCI_IMAGE;
        }
        throw malformed("a document of type \"" + header + "\" that is no manifest");
    }

    static ManifestView read(byte[] bytes, String mediaType) {
        if (MediaTypes.isSchema1(mediaType)) {
            throw unsupported(
                    mediaType,
                    "rebuild or re-push the image with a current tool: Docker's schema 1 has no stable digest");
        }
        if (!MediaTypes.isManifest(mediaType)) {
            throw unsupported(mediaType, "name an image, an index or another OCI artifact");
        }
        JsonNode document = parse(bytes);
        refuseAmbiguous(document, mediaType);
        if (MediaTypes.isIndex(mediaType)) {
            return new ManifestView.Index(descriptors(document, "manifests", true));
        }
        if (mediaType.equals(MediaTypes.OCI_ARTIFACT)) {
            return new ManifestView.Image(descriptors(document, "blobs", false));
        }
        List<Descriptor> blobs = new ArrayList<>(descriptors(document, "layers", true));
        if (!document.path("config").isObject()) {
            throw malformed("an image manifest without a config");
        }
        blobs.add(descriptor(document.path("config"), "config"));
        return new ManifestView.Image(blobs);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode document = JSON.readTree(bytes);
            if (document.isObject()) {
                return document;
            }
        } catch (IOException e) {
            throw malformed("a document that is not JSON: " + e.getMessage());
        }
        throw malformed("a document that is no JSON object");
    }

    private static void refuseAmbiguous(JsonNode document, String mediaType) {
        String declared = document.path("mediaType").asText("");
        if (!declared.isEmpty() && !declared.equals(mediaType)) {
            throw malformed("a document that calls itself " + declared + ", sent as " + mediaType);
        }
        boolean listsManifests = document.has("manifests");
        boolean listsBlobs = document.has("layers") || document.has("config") || document.has("blobs");
        if (listsManifests && listsBlobs) {
            throw malformed(
                    "a document with both \"manifests\" and \"layers\", which is an index to one reader and an image"
                            + " to another");
        }
    }

    private static List<Descriptor> descriptors(JsonNode document, String field, boolean required) {
        JsonNode array = document.path(field);
        if (array.isMissingNode() && !required) {
            return List.of();
        }
        // A Go program writes an empty list as null when nothing was put into it.
        if (array.isNull()) {
            return List.of();
        }
        if (!array.isArray()) {
            throw malformed("a manifest without a list of \"" + field + "\"");
        }
        if (array.size() > MAX_CHILDREN) {
            throw malformed("a manifest with " + array.size() + " entries in \"" + field + "\"");
        }
        List<Descriptor> descriptors = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            descriptors.add(descriptor(array.get(i), field + "[" + i + "]"));
        }
        return descriptors;
    }

    private static Descriptor descriptor(JsonNode node, String where) {
        JsonNode size = node.path("size");
        if (!size.isIntegralNumber()
                || !size.canConvertToLong()
                || size.asLong() < 0
                || size.asLong() > MAX_BLOB_SIZE) {
            throw malformed("a manifest whose " + where + " has the size " + size);
        }
        JsonNode digest = node.path("digest");
        if (!digest.isTextual()) {
            throw malformed("a manifest whose " + where + " has no digest");
        }
        List<String> urls = new ArrayList<>();
        node.path("urls").forEach(url -> urls.add(url.asText()));
        return new Descriptor(
                node.path("mediaType").asText(""),
                digest(digest.asText(), where),
                size.asLong(),
                urls,
                platform(node.path("platform")));
    }

    private static Digest digest(String text, String where) {
        try {
            return Digest.parse(text);
        } catch (ImagesyncException e) {
            throw malformed("a manifest whose " + where + " has a malformed digest");
        }
    }

    private static @Nullable Platform platform(JsonNode node) {
        String os = node.path("os").asText("");
        String architecture = node.path("architecture").asText("");
        if (os.isEmpty() || architecture.isEmpty()) {
            return null;
        }
        String variant = node.path("variant").asText("");
        return new Platform(os, architecture, variant.isEmpty() ? null : variant);
    }

    private static RuntimeException malformed(String what) {
        return Problem.ofInput(Code.MANIFEST_MALFORMED, what, "push the image again with a current tool")
                .toException();
    }

    private static RuntimeException unsupported(String mediaType, String next) {
        return Problem.ofInput(Code.MANIFEST_UNSUPPORTED, "a manifest of type \"" + mediaType + "\"", next)
                .toException();
    }
}
