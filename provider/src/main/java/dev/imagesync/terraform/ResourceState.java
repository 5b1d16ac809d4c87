package dev.imagesync.terraform;

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
import dev.imagesync.tfvalues.Value;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resource {@code imagesync}: its configuration and state as values of the lifecycle, and back. */
final class ResourceState {

    private static final String DEFAULT_POLICY = DeletePolicy.TAG.label();

    private ResourceState() {}

    /** What the user wrote. */
    static Inputs inputs(Config config) {
        return new Inputs(
                config.text("source"),
                config.text("destination"),
                config.text("sourceDigest"),
                config.texts("platforms"),
                config.bool("includeReferrers").orElse(false),
                config.text("deletePolicy"));
    }

    /** Whether a digest is pinned, be it to something that is not known yet. */
    static boolean isPinned(Config config) {
        return config.isSet("sourceDigest");
    }

    /**
     * The record in a state.
     *
     * @throws ImagesyncException IS6001 if the state was written by something else
     */
    static Recorded recorded(Config state) {
        try {
            String source = state.text("source");
            Digest digest = Digest.parse(required(state, "digest"));
            String sourceDigest = state.text("sourceDigest");
            String observed = state.text("observedDigest");
            return new Recorded(
                    source == null ? null : ImageReference.parse(source),
                    ImageReference.parse(required(state, "destination")),
                    sourceDigest == null ? digest : Digest.parse(sourceDigest),
                    digest,
                    observed == null || observed.isEmpty() ? null : Digest.parse(observed),
                    Optional.ofNullable(state.text("mediaType")).orElse(""),
                    Optional.ofNullable(state.text("deletePolicy"))
                            .flatMap(DeletePolicy::named)
                            .orElse(DeletePolicy.TAG),
                    new Extent(
                            state.texts("platforms").stream()
                                    .map(Platform::parse)
                                    .collect(Collectors.toSet()),
                            state.bool("includeReferrers").orElse(false)));
        } catch (ImagesyncException e) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            e.problem().doing(),
                            "take the resource out of the state (tofu state rm) and import it again")
                    .toException(e);
        }
    }

    private static String required(Config state, String name) {
        String value = state.text(name);
        if (value == null) {
            throw Problem.ofInput(Code.STATE_UNREADABLE, "the state has no " + Spelling.name(name), "")
                    .toException();
        }
        return value;
    }

    /** The state of a record on top of what the user wrote. */
    static Value.Fields state(Value.Fields base, Recorded recorded) {
        Digest observed = recorded.observedDigest();
        return computed(
                        base,
                        Value.of(recorded.sourceDigest().toString()),
                        Value.of(recorded.digest().toString()),
                        Value.of(recorded.digestRef().toString()))
                .with("observed_digest", Value.of(observed == null ? "" : observed.toString()))
                .with("media_type", Value.of(recorded.mediaType()))
                .with("include_referrers", Value.of(recorded.extent().includeReferrers()))
                .with("delete_policy", Value.of(recorded.deletePolicy().label()));
    }

    /** The state of a record that nobody wrote a configuration for: an import. */
    static Value.Fields imported(Recorded recorded) {
        Value.Fields base = Value.fields(
                Map.of("destination", Value.of(recorded.destination().toString())));
        ImageReference source = recorded.source();
        return state(source == null ? base : base.with("source", Value.of(source.toString())), recorded);
    }

    /** What is known in a plan, with the defaults that the user did not write. */
    static Value.Fields planned(Value.Fields config, Value sourceDigest, Value digest, Value digestRef) {
        Value policy = config.get("delete_policy");
        Value referrers = config.get("include_referrers");
        return computed(config, sourceDigest, digest, digestRef)
                .with("delete_policy", policy instanceof Value.Null ? Value.of(DEFAULT_POLICY) : policy)
                .with("include_referrers", referrers instanceof Value.Null ? Value.of(false) : referrers);
    }

    private static Value.Fields computed(Value.Fields base, Value sourceDigest, Value digest, Value digestRef) {
        return base.with("source_digest", sourceDigest)
                .with("digest", digest)
                .with("digest_ref", digestRef)
                .with("id", digestRef);
    }

    static @Nullable String text(Value value) {
        return value instanceof Value.Text text ? text.value() : null;
    }
}
