package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.lifecycle.DeletePolicy;
import dev.imagesync.lifecycle.Extent;
import dev.imagesync.lifecycle.Inputs;
import dev.imagesync.lifecycle.Recorded;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The properties of the resource {@code imagesync:index:SyncedImage}: inputs and state to values and back. */
final class SyncedImageState {

    static final List<String> INPUTS =
            List.of("source", "destination", "sourceDigest", "platforms", "includeReferrers", "deletePolicy");

    /** Outputs that tell where the image is, and so are as secret as the destination. */
    private static final Set<String> TELL_DESTINATION = Set.of("destination", "digestRef");

    private SyncedImageState() {}

    /** The inputs; what has the wrong type is among the failures of the properties afterwards. */
    static Inputs inputs(Properties properties) {
        return new Inputs(
                properties.requiredText("source"),
                properties.requiredText("destination"),
                pin(properties),
                properties.texts("platforms"),
                properties.bool("includeReferrers").orElse(false),
                properties.text("deletePolicy"));
    }

    /** The digest that the program gives; empty text means none, since that is what getImage gives for an image that is away. */
    static @Nullable String pin(Properties properties) {
        String digest = properties.text("sourceDigest");
        return digest == null || digest.isEmpty() ? null : digest;
    }

    /**
     * The record in a state.
     *
     * @throws ImagesyncException IS6001 if the state was written by something else
     */
    static Recorded recorded(Struct state) {
        Properties properties = Properties.of(state);
        try {
            String source = properties.text("source");
            Digest digest = Digest.parse(required(properties, "digest"));
            String sourceDigest = properties.text("sourceDigest");
            String observed = properties.text("observedDigest");
            String mediaType = properties.text("mediaType");
            return new Recorded(
                    source == null ? null : ImageReference.parse(source),
                    ImageReference.parse(required(properties, "destination")),
                    sourceDigest == null ? digest : Digest.parse(sourceDigest),
                    digest,
                    observed == null || observed.isEmpty() ? null : Digest.parse(observed),
                    mediaType == null ? "" : mediaType,
                    policy(properties.text("deletePolicy")),
                    new Extent(
                            properties.texts("platforms").stream()
                                    .map(Platform::parse)
                                    .collect(Collectors.toSet()),
                            properties.bool("includeReferrers").orElse(false)));
        } catch (ImagesyncException e) {
            throw unreadable(e);
        }
    }

    /**
     * What an earlier run recorded for an input; null if it recorded nothing.
     *
     * @throws ImagesyncException IS6001 if the input was written by something else
     */
    static <T> @Nullable T recorded(Properties inputs, String name, Function<String, T> reader) {
        String text = inputs.text(name);
        try {
            return text == null || text.isEmpty() ? null : reader.apply(text);
        } catch (ImagesyncException e) {
            throw unreadable(e);
        }
    }

    private static ImagesyncException unreadable(ImagesyncException e) {
        return Problem.ofInput(
                        Code.STATE_UNREADABLE,
                        e.problem().doing(),
                        "take the resource out of the state (pulumi state delete) and import it again")
                .toException(e);
    }

    private static DeletePolicy policy(@Nullable String name) {
        return name == null ? DeletePolicy.TAG : DeletePolicy.named(name).orElse(DeletePolicy.TAG);
    }

    private static String required(Properties properties, String name) {
        String value = properties.text(name);
        if (value == null) {
            throw Problem.ofInput(Code.STATE_UNREADABLE, "the state has no " + name, "")
                    .toException();
        }
        return value;
    }

    /** The state of a record: the inputs as the user wrote them, secrets included, and what was found. */
    static Map<String, PropertyValue> outputs(Recorded recorded, Properties inputs) {
        Map<String, PropertyValue> outputs = new LinkedHashMap<>(inputs.fields());
        outputs.put("sourceDigest", text(recorded.sourceDigest().toString()));
        outputs.put("digest", text(recorded.digest().toString()));
        outputs.put("digestRef", text(recorded.digestRef().toString()));
        Digest observed = recorded.observedDigest();
        outputs.put("observedDigest", text(observed == null ? "" : observed.toString()));
        outputs.put("mediaType", text(recorded.mediaType()));
        return withSecrets(outputs, inputs);
    }

    /** What a preview knows of a state that is not there yet. What is left out is unknown to the program. */
    static Map<String, PropertyValue> foreseen(
            ImageReference destination, Digest sourceDigest, Digest digest, Properties inputs) {
        Map<String, PropertyValue> outputs = new LinkedHashMap<>(inputs.fields());
        outputs.put("sourceDigest", text(sourceDigest.toString()));
        outputs.put("digest", text(digest.toString()));
        outputs.put("digestRef", text(destination.repository().at(digest).toString()));
        outputs.put("observedDigest", text(digest.toString()));
        return withSecrets(outputs, inputs);
    }

    /** The inputs that a record stands for: what an import gives. */
    static Map<String, PropertyValue> inputs(Recorded recorded) {
        Map<String, PropertyValue> inputs = new LinkedHashMap<>();
        if (recorded.source() != null) {
            inputs.put("source", text(recorded.source().toString()));
        }
        inputs.put("destination", text(recorded.destination().toString()));
        inputs.put("sourceDigest", text(recorded.sourceDigest().toString()));
        return inputs;
    }

    private static Map<String, PropertyValue> withSecrets(Map<String, PropertyValue> outputs, Properties inputs) {
        if (inputs.isSecret("destination")) {
            outputs.replaceAll((name, value) -> TELL_DESTINATION.contains(name) ? ValueCodec.secret(value) : value);
        }
        if (inputs.isSecret("sourceDigest")) {
            outputs.computeIfPresent("sourceDigest", (name, value) -> ValueCodec.secret(value));
        }
        return outputs;
    }

    static PropertyValue text(String value) {
        return new PropertyValue.Text(value);
    }
}
