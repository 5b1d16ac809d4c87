package dev.imagesync.terraform;

import dev.imagesync.behaviour.Decision;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.Inputs;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.lifecycle.Planning;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Value;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans of the resource {@code imagesync}: asks the lifecycle, and answers as Terraform wants its plans. Thread-safe. */
final class ResourcePlans {

    private final Planning planning;
    private final HandOver handOver;

    ResourcePlans(Planning planning, HandOver handOver) {
        this.planning = planning;
        this.handOver = handOver;
    }

    /** All that is wrong with a configuration, before any registry is asked; gives what is right. */
    static Optional<Desired> validate(Value config, Diagnostics diagnostics) {
        Optional<Desired> desired = Inputs.read(TerraformFields.of(config, diagnostics));
        Timeouts.validate(config, diagnostics);
        return desired.filter(right -> !diagnostics.hasErrors());
    }

    ResourceResult plan(ResourceRequest.Plan request, Diagnostics diagnostics, Operation operation) {
        if (!(request.config() instanceof Value.Fields config)) {
            return planDestroy(request, diagnostics, operation);
        }
        Optional<Desired> read = validate(config, diagnostics);
        if (read.isEmpty()) {
            return ResourceResult.of(request.prior(), request.privateState());
        }
        Desired desired = read.get();
        Operation named = operation.of(named(desired, diagnostics));
        planning.tell(Inputs.notices(TerraformFields.of(config, diagnostics)), named);
        return request.prior() instanceof Value.Fields state
                ? planNext(new Next(config, state, diagnostics), desired, request, named)
                : planFirst(config, desired, request, named);
    }

    /** Terraform tells no address, so a resource goes by its destination. */
    private static String named(Desired desired, Diagnostics diagnostics) {
        String name =
                desired.destination().known().map(ImageReference::canonical).orElse("");
        diagnostics.about(name);
        return name;
    }

    /** A destroy leaves no mark, and that tells it from half of a replacement; unless another resource takes its place. */
    private ResourceResult planDestroy(ResourceRequest.Plan request, Diagnostics diagnostics, Operation operation) {
        PrivateState left = request.privateState();
        if (!(request.prior() instanceof Value.Fields state)) {
            return ResourceResult.of(Value.none(), left);
        }
        ImageReference tag =
                Recorded.read(TerraformFields.of(state, diagnostics)).destination();
        PrivateState mark = handOver.isComing(tag, operation.of(tag.canonical()))
                ? PrivateState.creating(tag, null)
                : PrivateState.NOTHING;
        return ResourceResult.of(Value.none(), mark.after(left.replaced()));
    }

    /** A create, or the create half of a replacement: Terraform does not tell which. */
    private ResourceResult planFirst(
            Value.Fields config, Desired desired, ResourceRequest.Plan request, Operation operation) {
        ImageReference destination = desired.destination().known().orElse(null);
        PrivateState left = request.privateState();
        boolean isHandedOver = destination != null && handOver.holds(destination);
        boolean isHalf = isHandedOver || (destination != null && left.creates(destination));
        Digest digest = desired.pinned() != null ? desired.pinned() : isHalf ? left.digest() : null;
        if (!isHalf || (digest == null && !isHandedOver)) {
            // The image that was handed over says what follows it, so the upstream is not asked a second time.
            digest = first(planning.plan(desired, null, operation));
        }
        if (destination != null && !isHalf) {
            handOver.expect(destination);
        }
        return ResourceResult.of(ResourceState.copied(config, desired), creating(destination, digest, left));
    }

    private static @Nullable Digest first(Decision decision) {
        return switch (decision) {
            case Decision.Create create -> create.digest();
            case Decision.InStep _ -> null;
            case Decision.Update _ -> null;
            case Decision.Follow _ -> null;
            case Decision.Replace replace -> replace.digest();
        };
    }

    /** A configuration, and the state that it follows. */
    private record Next(Value.Fields config, Value.Fields state, Recorded recorded) {

        Next(Value.Fields config, Value.Fields state, Diagnostics diagnostics) {
            this(config, state, Recorded.read(TerraformFields.of(state, diagnostics)));
        }

        Value.Fields staying(Set<Property> changed) {
            return ResourceState.staying(inWordsOfTheState(changed), recorded);
        }

        Value.Fields inWordsOfTheState(Set<Property> changed) {
            return ResourceState.inWordsOf(state, config, changed);
        }
    }

    private ResourceResult planNext(Next next, Desired desired, ResourceRequest.Plan request, Operation operation) {
        PrivateState left = request.privateState();
        Digest seen = desired.source().known().flatMap(left::digestOf).orElse(null);
        PrivateState kept = PrivateState.NOTHING.after(left.replaced());
        return switch (planning.planFromState(desired, next.recorded(), seen, operation)) {
            case Decision.InStep _ -> ResourceResult.of(next.staying(Set.of()), kept);
            case Decision.Update update ->
                ResourceResult.of(visible(next.staying(update.changed()), next.state()), kept);
            case Decision.Follow follow ->
                ResourceResult.of(ResourceState.copied(next.inWordsOfTheState(follow.changed()), desired), kept);
            case Decision.Create create ->
                replace(next.config(), desired, Set.of(Property.SOURCE_DIGEST), create.digest(), left);
            case Decision.Replace replace -> replace(next.config(), desired, replace.because(), replace.digest(), left);
        };
    }

    private static ResourceResult replace(
            Value.Fields config, Desired desired, Set<Property> because, @Nullable Digest next, PrivateState left) {
        ImageReference destination = desired.destination().known().orElse(null);
        return new ResourceResult(ResourceState.copied(config, desired), creating(destination, next, left), because);
    }

    /** The mark of a plan that creates. */
    private static PrivateState creating(
            @Nullable ImageReference destination, @Nullable Digest next, PrivateState left) {
        PrivateState mark = destination == null ? PrivateState.NOTHING : PrivateState.creating(destination, next);
        return mark.after(left.replaced());
    }

    /** Terraform applies only what it sees: an update that no attribute shows, such as of referrers, will look again at the tag. */
    private static Value visible(Value.Fields update, Value state) {
        return update.equals(state) ? update.with("observed_digest", ResourceState.later("")) : update;
    }
}
