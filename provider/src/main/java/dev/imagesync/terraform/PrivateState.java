package dev.imagesync.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the provider leaves with Terraform between its calls, where no user sees it. What a refresh leaves arrives in every plan
 * of it, in another process too; what a plan of a create leaves arrives in the delete that is its other half.
 *
 * @param source the source that was looked at
 * @param digest what it was, or will be copied
 * @param creates the destination that a plan is going to create; null if it plans something else
 * @param replaced the digest of the image before this one, if its replacement let it stay for those who still used it
 */
record PrivateState(
        @Nullable String source, @Nullable Digest digest, @Nullable String creates, @Nullable Digest replaced) {

    static final PrivateState NOTHING = new PrivateState(null, null, null, null);

    private static final int VERSION = 1;
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    /** What a refresh saw. */
    static PrivateState seen(ImageReference source, @Nullable Digest digest) {
        return new PrivateState(source.canonical(), digest, null, null);
    }

    /** What a plan of a create leaves. */
    static PrivateState creating(ImageReference destination, @Nullable Digest digest) {
        return new PrivateState(null, digest, destination.canonical(), null);
    }

    /** The same, with the image before this one. */
    PrivateState after(@Nullable Digest before) {
        return new PrivateState(source, digest, creates, before);
    }

    /** Reads what comes back. What somebody else left, such as the forerunner's provider, is as good as nothing. */
    static PrivateState decode(ByteString bytes) {
        try {
            JsonNode json = bytes.isEmpty() ? null : JSON.readTree(bytes.toByteArray());
            if (json == null || json.path("imagesync").asInt() != VERSION) {
                return NOTHING;
            }
            return new PrivateState(
                    json.path("source").asText(null),
                    digest(json, "digest"),
                    json.path("creates").asText(null),
                    digest(json, "replaced"));
        } catch (IOException | ImagesyncException e) {
            return NOTHING;
        }
    }

    private static @Nullable Digest digest(JsonNode json, String name) {
        String text = json.path(name).asText("");
        return text.isEmpty() ? null : Digest.parse(text);
    }

    ByteString encode() {
        if (equals(NOTHING)) {
            return ByteString.EMPTY;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("imagesync", VERSION);
        if (source != null) {
            json.put("source", source);
        }
        if (digest != null) {
            json.put("digest", digest.toString());
        }
        if (creates != null) {
            json.put("creates", creates);
        }
        if (replaced != null) {
            json.put("replaced", replaced.toString());
        }
        return ByteString.copyFromUtf8(json.toString());
    }

    /** The digest that a refresh saw at this source. */
    Optional<Digest> digestOf(ImageReference asked) {
        return asked.canonical().equals(source) ? Optional.ofNullable(digest) : Optional.empty();
    }

    boolean creates(ImageReference destination) {
        return destination.canonical().equals(creates);
    }
}
