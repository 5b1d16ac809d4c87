package dev.imagesync.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The only place where a manifest is made and not copied: an index with fewer entries, or with more. Entries and fields keep
 * their order, their text and whatever they hold that is not known here; white space goes. The bytes that come out are frozen:
 * a digest that was made by one version must be made again by the next.
 */
public final class IndexEdit {

    /** Numbers keep their digits: a 2.50 that came stays one. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String ATTESTS = "vnd.docker.reference.digest";

    private IndexEdit() {}

    /**
     * The index with these platforms alone, and with the attestations of what stays. An index that has no others is given
     * back as it is.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS4013 if a platform is not in it; the message lists those that are
     */
    public static Manifest trimmed(Manifest index, Collection<Platform> platforms) {
        ObjectNode document = parse(index);
        JsonNode entries = document.path("manifests");
        Set<String> kept = new HashSet<>();
        for (Platform platform : platforms) {
            boolean isThere = false;
            for (JsonNode entry : entries) {
                if (platformOf(entry).filter(platform::includes).isPresent()) {
                    kept.add(entry.path("digest").asText());
                    isThere = true;
                }
            }
            if (!isThere) {
                throw missing(platform, index.digest().toString(), platformsOf(index));
            }
        }
        ArrayNode left = JSON.createArrayNode();
        for (JsonNode entry : entries) {
            String attested = entry.path("annotations").path(ATTESTS).asText("");
            if (kept.contains(entry.path("digest").asText()) || kept.contains(attested)) {
                left.add(entry);
            }
        }
        if (left.size() == entries.size()) {
            return index;
        }
        document.set("manifests", left);
        return manifest(document, index.mediaType(), index.digest().algorithm());
    }

    /** The platforms of an index, without the place holders of attestations. */
    public static Set<String> platformsOf(Manifest index) {
        Set<String> platforms = new TreeSet<>();
        for (JsonNode entry : parse(index).path("manifests")) {
            platformOf(entry).map(Platform::toString).ifPresent(platforms::add);
        }
        return platforms;
    }

    /** The refusal of a platform that an image does not have. */
    public static RuntimeException missing(Platform platform, String image, Collection<String> available) {
        return Problem.ofInput(
                        Code.PLATFORM_MISSING,
                        image + " has no " + platform,
                        "choose from what it has: " + String.join(", ", available))
                .toException();
    }

    /**
     * A list of referrers with entries of another one added.
     *
     * @param list the list to add to; null if there is none yet
     * @param from where the entries are
     * @param added the digests of the entries to add
     */
    public static Manifest with(Optional<Manifest> list, Manifest from, Set<Digest> added) {
        ObjectNode document = list.map(IndexEdit::parse)
                .orElseGet(
                        () -> JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX));
        ArrayNode entries = document.withArray("manifests");
        for (JsonNode entry : parse(from).path("manifests")) {
            if (added.contains(Digest.parse(entry.path("digest").asText()))) {
                entries.add(entry);
            }
        }
        return manifest(document, MediaTypes.OCI_INDEX, Digest.Algorithm.SHA256);
    }

    /** The platform that an image's config tells; empty if it tells none, as those of artifacts. */
    public static Optional<Platform> platformOfConfig(byte[] config) {
        try {
            return read(JSON.readTree(config));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Platform> platformOf(JsonNode entry) {
        // Attestations stand in an index with the platform unknown/unknown.
        return read(entry.path("platform")).filter(platform -> !platform.os().equals("unknown"));
    }

    private static Optional<Platform> read(JsonNode node) {
        String os = node.path("os").asText("");
        String architecture = node.path("architecture").asText("");
        String variant = node.path("variant").asText("");
        return os.isEmpty() || architecture.isEmpty()
                ? Optional.empty()
                : Optional.of(new Platform(os, architecture, variant.isEmpty() ? null : variant));
    }

    private static ObjectNode parse(Manifest manifest) {
        try {
            return (ObjectNode) JSON.readTree(manifest.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest(ObjectNode document, String mediaType, Digest.Algorithm algorithm) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(document);
            return Manifest.verified(bytes, mediaType, Digest.of(algorithm, bytes));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
