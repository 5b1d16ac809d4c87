package dev.imagesync.pulumi;

import dev.imagesync.behaviour.Origin;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of the resource {@code imagesync:index:SyncedImage}: values of the lifecycle as Pulumi has them. */
final class SyncedImageState {

    /** Outputs that tell where the image is, and so are as secret as the destination. */
    private static final Set<String> TELL_DESTINATION = Set.of("destination", "digestRef");

    private SyncedImageState() {}

    /**
     * Where the image came from, by the inputs of an earlier run; null if they say nothing of it.
     *
     * @throws ImagesyncException IS6001 if they were written by something else
     */
    static @Nullable Origin origin(PulumiFields inputs) {
        String text = inputs.text(Property.SOURCE.label());
        String digest = inputs.text(Property.SOURCE_DIGEST.label());
        try {
            ImageReference source = text == null ? null : ImageReference.parse(text);
            return source == null || digest == null || digest.isEmpty()
                    ? null
                    : new Origin(source, Digest.parse(digest));
        } catch (ImagesyncException e) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            e.problem().doing(),
                            "take the resource out of the state ({stateRemoval}) and import it again")
                    .toException(e);
        }
    }

    /** The state of a record: the inputs as the user wrote them, secrets included, and what was found. */
    static Map<String, PropertyValue> outputs(Recorded recorded, PulumiFields inputs) {
        Map<String, PropertyValue> outputs = new LinkedHashMap<>(inputs.fields());
        outputs.put("sourceDigest", text(recorded.sourceDigest().toString()));
        outputs.put("digest", text(recorded.digest().toString()));
        outputs.put("digestRef", text(recorded.digestRef().toString()));
        outputs.put("observedDigest", observed(recorded));
        outputs.put("mediaType", text(recorded.content().mediaType()));
        return withSecrets(outputs, inputs);
    }

    /** What was seen at the tag; an empty text if nothing was. */
    static PropertyValue observed(Recorded recorded) {
        Digest observed = recorded.observedDigest();
        return text(observed == null ? "" : observed.toString());
    }

    /** What a preview knows of a state that is not there yet. What is left out is unknown to the program. */
    static Map<String, PropertyValue> foreseen(ImageReference digestRef, Digest sourceDigest, PulumiFields inputs) {
        String digest = digestRef.digestOrThrow().toString();
        Map<String, PropertyValue> outputs = new LinkedHashMap<>(inputs.fields());
        outputs.put("sourceDigest", text(sourceDigest.toString()));
        outputs.put("digest", text(digest));
        outputs.put("digestRef", text(digestRef.toString()));
        outputs.put("observedDigest", text(digest));
        return withSecrets(outputs, inputs);
    }

    /**
     * The inputs that an import gives, from which the engine writes a program: without a digest of its own, since that would pin
     * the image for ever.
     */
    static Map<String, PropertyValue> inputs(Recorded recorded) {
        Map<String, PropertyValue> inputs = new LinkedHashMap<>();
        if (recorded.source() != null) {
            inputs.put("source", text(recorded.source().toString()));
        }
        inputs.put("destination", text(recorded.destination().toString()));
        return inputs;
    }

    private static Map<String, PropertyValue> withSecrets(Map<String, PropertyValue> outputs, PulumiFields inputs) {
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
