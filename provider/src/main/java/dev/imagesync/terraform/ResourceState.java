package dev.imagesync.terraform;

import dev.imagesync.behaviour.DeletePolicy;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Refinement;
import dev.imagesync.tfvalues.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resource {@code imagesync}: values of the lifecycle as its state and its plans have them. */
final class ResourceState {

    private static final String DEFAULT_POLICY = DeletePolicy.TAG.label();

    /** What can be spelled in more than one way. */
    private static final List<Property> SPELLED = List.of(Property.SOURCE, Property.DESTINATION);

    private ResourceState() {}

    /** The state of a record on top of what the user wrote. */
    static Value.Fields of(Value.Fields base, Recorded recorded) {
        Digest observed = recorded.observedDigest();
        return digests(base, Value.of(recorded.sourceDigest().toString()), recorded.digestRef())
                .with("observed_digest", Value.of(observed == null ? "" : observed.toString()))
                .with("media_type", Value.of(recorded.content().mediaType()))
                .with("include_referrers", Value.of(recorded.selection().includeReferrers()))
                .with("delete_policy", Value.of(recorded.deletePolicy().label()));
    }

    /** The state of a record that nobody wrote a configuration for: an import. */
    static Value.Fields imported(Recorded recorded) {
        Value.Fields base = Value.fields(
                Map.of("destination", Value.of(recorded.destination().toString())));
        ImageReference source = recorded.source();
        return of(source == null ? base : base.with("source", Value.of(source.toString())), recorded);
    }

    /** The plan of an image that stays: what is known stays. */
    static Value.Fields staying(Value.Fields config, Recorded recorded) {
        Value written = config.get("source_digest");
        Value sourceDigest =
                written instanceof Value.Null ? Value.of(recorded.sourceDigest().toString()) : written;
        return withDefaults(digests(config, sourceDigest, recorded.digestRef()))
                .with("observed_digest", Value.of(recorded.digest().toString()))
                .with("media_type", Value.of(recorded.content().mediaType()));
    }

    /**
     * A configuration in the words of the state: what it only spells in another way is no change. Terraform lets a plan keep the
     * state's value of an attribute where neither it nor the configuration's is null.
     *
     * @param changed what means something else
     */
    static Value.Fields inWordsOf(Value.Fields state, Value.Fields config, Set<Property> changed) {
        Value.Fields spelled = config;
        for (Property property : SPELLED) {
            String name = Spelling.name(property.label());
            boolean hasTwo = !(config.get(name) instanceof Value.Null) && !(state.get(name) instanceof Value.Null);
            if (hasTwo && !changed.contains(property)) {
                spelled = spelled.with(name, state.get(name));
            }
        }
        return spelled;
    }

    /**
     * The plan of an image that is copied. Terraform plans twice, and refuses a second plan that differs in anything that was known
     * in the first: so only what the program pins is known before.
     */
    static Value.Fields copied(Value.Fields config, Desired desired) {
        Digest pinned = desired.pinned();
        ImageReference destination = desired.destination().known().orElse(null);
        boolean isWhole = desired.platforms().known().filter(Set::isEmpty).isPresent();
        // What the user wrote is planned as it is written, also where the source says the digest and this is not known
        // yet.
        Value written = config.get("source_digest");
        Value ofSource = pinned == null ? later("") : Value.of(pinned.toString());
        Value sourceDigest = written instanceof Value.Null ? ofSource : written;
        Value.Fields planned = pinned != null && isWhole && destination != null
                ? digests(config, sourceDigest, destination.repository().at(pinned))
                : unknown(config, sourceDigest, destination);
        return withDefaults(planned).with("media_type", later(""));
    }

    private static Value.Fields unknown(Value.Fields config, Value sourceDigest, @Nullable ImageReference destination) {
        Value digestRef = later(destination == null ? "" : destination.repository() + "@");
        return config.with("source_digest", sourceDigest)
                .with("digest", later(""))
                .with("observed_digest", later(""))
                .with("digest_ref", digestRef)
                .with("id", digestRef);
    }

    /** What is known when the plan is applied. */
    static Value later(String prefix) {
        return Value.unknown(
                prefix.isEmpty() ? Refinement.notNull() : Refinement.notNull().prefix(prefix));
    }

    private static Value.Fields digests(Value.Fields base, Value sourceDigest, ImageReference digestRef) {
        Value digest = Value.of(digestRef.digestOrThrow().toString());
        return base.with("source_digest", sourceDigest)
                .with("digest", digest)
                .with("observed_digest", digest)
                .with("digest_ref", Value.of(digestRef.toString()))
                .with("id", Value.of(digestRef.toString()));
    }

    private static Value.Fields withDefaults(Value.Fields planned) {
        Value policy = planned.get("delete_policy");
        Value referrers = planned.get("include_referrers");
        return planned.with("delete_policy", policy instanceof Value.Null ? Value.of(DEFAULT_POLICY) : policy)
                .with("include_referrers", referrers instanceof Value.Null ? Value.of(false) : referrers);
    }

    static @Nullable String text(Value value) {
        return value instanceof Value.Text text ? text.value() : null;
    }
}
