package dev.imagesync.terraform;

import dev.imagesync.lifecycle.Decision;
import dev.imagesync.lifecycle.Desired;
import dev.imagesync.lifecycle.ImportId;
import dev.imagesync.lifecycle.Inputs;
import dev.imagesync.lifecycle.Observed;
import dev.imagesync.lifecycle.Property;
import dev.imagesync.lifecycle.Recorded;
import dev.imagesync.lifecycle.SyncedImages;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Refinement;
import dev.imagesync.tfvalues.Value;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resource {@code imagesync}: translates Terraform's calls for the lifecycle, and its answers back. Terraform plans twice,
 * and refuses a second plan that differs in anything that was known in the first; so a digest that was taken from a tag is
 * never known in a plan. Thread-safe.
 */
final class SyncedImageResource {

    private final SyncedImages images;
    private final HandOver handOver;

    SyncedImageResource(SyncedImages images, HandOver handOver) {
        this.images = images;
        this.handOver = handOver;
    }

    /**
     * What a call gives back.
     *
     * @param state the state, or the plan of one
     * @param left what to leave with Terraform
     * @param replaces the properties whose change makes a replacement
     */
    record Result(Value state, Private left, Set<Property> replaces) {

        static Result of(Value state, Private left) {
            return new Result(state, left, Set.of());
        }
    }

    /** All that is wrong with a configuration, before any registry is asked. */
    static void validate(Value config, Diagnostics diagnostics) {
        Inputs inputs = ResourceState.inputs(Config.of(config, diagnostics));
        inputs.problems()
                .forEach(problem ->
                        diagnostics.error(problem.path(), problem.problem().oneLine()));
        Timeouts.validate(config, diagnostics);
    }

    /** Looks at the tag, and at the source: what the source is now is left for the plans of this refresh. */
    Result read(Value.Fields state, Private left, Diagnostics diagnostics, Operation operation) {
        Recorded recorded = ResourceState.recorded(Config.of(state, diagnostics));
        Recorded read =
                images.read(recorded, operation.of(recorded.destination().canonical()));
        Value.Fields seen = ResourceState.state(state, read);
        ImageReference source = recorded.source();
        if (source == null) {
            return Result.of(seen, left);
        }
        Digest digest = resolve(
                        new Desired(source, recorded.destination(), null, recorded.deletePolicy(), recorded.extent()),
                        recorded,
                        diagnostics,
                        operation)
                .orElse(null);
        return Result.of(seen, Private.seen(source, digest).after(left.replaced()));
    }

    private Optional<Digest> resolve(
            Desired desired, @Nullable Recorded recorded, Diagnostics diagnostics, Operation operation) {
        SyncedImages.Checked checked = images.resolve(
                desired,
                recorded == null ? null : recorded.source(),
                recorded == null ? null : recorded.sourceDigest(),
                operation.of(resource(desired)));
        checked.problems()
                .forEach(problem ->
                        diagnostics.error(problem.path(), problem.problem().oneLine()));
        return Optional.ofNullable(checked.sourceDigest());
    }

    /** Terraform tells no address, so a resource goes by its destination. */
    private static String resource(Desired desired) {
        ImageReference destination = desired.destination();
        return destination == null ? "an image" : destination.canonical();
    }

    Result plan(Value prior, Value.Fields config, Private left, Diagnostics diagnostics, Operation operation) {
        Config wanted = Config.of(config, diagnostics);
        validate(config, diagnostics);
        if (diagnostics.hasErrors()) {
            return Result.of(prior, left);
        }
        Desired desired = ResourceState.inputs(wanted).toDesired();
        return prior instanceof Value.Fields state
                ? planNext(state, config, wanted, desired, left, diagnostics, operation)
                : planFirst(config, wanted, desired, left, diagnostics, operation);
    }

    /** A create, or the create half of a replacement: Terraform does not tell which. */
    private Result planFirst(
            Value.Fields config,
            Config wanted,
            Desired desired,
            Private left,
            Diagnostics diagnostics,
            Operation operation) {
        ImageReference destination = desired.destination();
        boolean isHandedOver = destination != null && handOver.holds(destination);
        boolean isHalf = isHandedOver || (destination != null && left.creates(destination));
        Digest digest = desired.sourceDigest();
        if (digest == null && isHalf) {
            digest = left.digest();
        }
        // The image that was handed over says what follows it, so the upstream is not asked a second time.
        if (digest == null && !isHandedOver && !ResourceState.isPinned(wanted)) {
            digest = resolve(desired, null, diagnostics, operation).orElse(null);
        }
        if (!isHalf) {
            Decision unused = images.plan(desired.at(digest), null, operation.of(resource(desired)));
        }
        return Result.of(unknown(config, wanted, desired), creating(destination, digest, left));
    }

    /** The plan of an image that is copied: only what the user pinned is known before. */
    private static Value.Fields unknown(Value.Fields config, Config wanted, Desired desired) {
        Value pin = ResourceState.isPinned(wanted) ? config.get("source_digest") : later("");
        boolean isKnown =
                desired.sourceDigest() != null && desired.extent().platforms().isEmpty();
        ImageReference destination = desired.destination();
        String repository = destination == null ? "" : destination.repository() + "@";
        Value digest = isKnown ? pin : later("");
        Value digestRef =
                isKnown && destination != null ? Value.of(repository + desired.sourceDigest()) : later(repository);
        return ResourceState.planned(config, pin, digest, digestRef)
                .with("observed_digest", digest)
                .with("media_type", later(""));
    }

    private static Value later(String prefix) {
        return Value.unknown(
                prefix.isEmpty() ? Refinement.notNull() : Refinement.notNull().prefix(prefix));
    }

    private Result planNext(
            Value.Fields state,
            Value.Fields config,
            Config wanted,
            Desired desired,
            Private left,
            Diagnostics diagnostics,
            Operation operation) {
        Recorded recorded = ResourceState.recorded(Config.of(state, diagnostics));
        ImageReference source = desired.source();
        boolean isPinned = ResourceState.isPinned(wanted);
        boolean isRenamed = !isPinned && (source == null || !source.isSameAs(recorded.source()));
        Digest digest = desired.sourceDigest();
        boolean isPinUnknown = isPinned && digest == null;
        if (isRenamed || isPinUnknown) {
            digest = recorded.sourceDigest();
        } else if (digest == null && source != null) {
            digest = left.digestOf(source)
                    .or(() -> resolve(desired, recorded, diagnostics, operation))
                    .orElse(null);
        }
        Decision decision = decide(desired.at(digest), recorded, operation);
        if (isPinUnknown) {
            return new Result(
                    unknown(config, wanted, desired),
                    creating(desired.destination(), null, left),
                    unknownPin(decision));
        }
        Digest next = isRenamed ? null : digest;
        Private kept = Private.NOTHING.after(left.replaced());
        return switch (decision) {
            case Decision.InStep inStep -> Result.of(planInPlace(config, wanted, desired, recorded, isRenamed), kept);
            case Decision.Update update ->
                Result.of(visible(planInPlace(config, wanted, desired, recorded, isRenamed), state), kept);
            case Decision.Create create -> throw new IllegalStateException("a recorded image is not created");
            case Decision.Replace replace ->
                new Result(
                        unknown(config, wanted, desired),
                        creating(desired.destination(), next, left),
                        replace.because());
        };
    }

    /** A pin that is known at apply may be any digest then, and an update could not become a replacement any more. */
    private static Set<Property> unknownPin(Decision decision) {
        Set<Property> because = EnumSet.of(Property.SOURCE_DIGEST);
        if (decision instanceof Decision.Replace replace) {
            because.addAll(replace.because());
        }
        return because;
    }

    /** The mark of a plan that creates. */
    private static Private creating(@Nullable ImageReference destination, @Nullable Digest next, Private left) {
        Private mark = destination == null ? Private.NOTHING : Private.creating(destination, next);
        return mark.after(left.replaced());
    }

    /** Terraform applies only what it sees: an update that no attribute shows, such as of referrers, will look again at the tag. */
    private static Value visible(Value.Fields update, Value.Fields state) {
        return update.equals(state) ? update.with("observed_digest", later("")) : update;
    }

    private Decision decide(Desired desired, Recorded recorded, Operation operation) {
        if (!recorded.destination().isSameAs(desired.destination())) {
            return images.plan(desired, recorded, operation.of(resource(desired)));
        }
        Digest seen = recorded.observedDigest();
        return images.plan(
                desired,
                recorded,
                seen == null ? new Observed.Absent() : new Observed.Present(seen, recorded.mediaType()),
                operation.of(resource(desired)));
    }

    /** What stays is known, and stays; with another source, the digest is known after apply. */
    private static Value.Fields planInPlace(
            Value.Fields config, Config wanted, Desired desired, Recorded recorded, boolean isRenamed) {
        if (isRenamed) {
            return unknown(config, wanted, desired);
        }
        Value digestRef = Value.of(recorded.digestRef().toString());
        return ResourceState.planned(
                        config,
                        Value.of(recorded.sourceDigest().toString()),
                        Value.of(recorded.digest().toString()),
                        digestRef)
                .with("observed_digest", Value.of(recorded.digest().toString()))
                .with("media_type", Value.of(recorded.mediaType()));
    }

    /** Creates. When that fails after a hand-over, the old image is what there is, and stays recorded. */
    Result create(Value.Fields planned, Diagnostics diagnostics, Operation operation) {
        Desired desired = ResourceState.inputs(Config.of(planned, diagnostics)).toDesired();
        Optional<HandOver.Image> old = handOver.take(Objects.requireNonNull(desired.destination(), "destination"));
        Digest digest = desired.sourceDigest() != null
                ? desired.sourceDigest()
                : old.map(image -> image.left().digest()).orElse(null);
        try {
            Recorded recorded = images.create(desired.at(digest), operation.of(resource(desired)));
            Digest replaced =
                    old.map(image -> replaced(image, recorded, operation)).orElse(null);
            return Result.of(ResourceState.state(planned, recorded), Private.NOTHING.after(replaced));
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
            return old.map(image -> Result.of(
                            image.state(), Private.NOTHING.after(image.left().replaced())))
                    .orElseGet(() -> Result.of(Value.none(), Private.NOTHING));
        }
    }

    /** The image that was handed over stays for those who still pull it; what was before it, nobody pulls any more. */
    private @Nullable Digest replaced(HandOver.Image old, Recorded now, Operation operation) {
        if (old.recorded().digest().equals(now.digest())) {
            return old.left().replaced();
        }
        deleteReplaced(old.recorded(), old.left(), operation);
        return old.recorded().digest();
    }

    private void deleteReplaced(Recorded recorded, Private left, Operation operation) {
        Digest before = left.replaced();
        if (before != null && !before.equals(recorded.digest())) {
            images.deleteReplaced(
                    recorded, before, operation.of(recorded.destination().canonical()));
        }
    }

    Result update(
            Value.Fields state, Value.Fields planned, Private left, Diagnostics diagnostics, Operation operation) {
        Recorded recorded = ResourceState.recorded(Config.of(state, diagnostics));
        Config wanted = Config.of(planned, diagnostics);
        Desired desired = ResourceState.inputs(wanted).toDesired();
        try {
            Recorded updated = wanted.isUnknown("digest")
                    ? follow(desired, recorded, diagnostics, operation)
                    : images.update(desired.at(recorded.sourceDigest()), recorded, operation.of(resource(desired)));
            return Result.of(ResourceState.state(planned, updated), left);
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
            return Result.of(state, left);
        }
    }

    /** Another source: if it is the same image, only its name is noted; else it is copied over the tag. */
    private Recorded follow(Desired desired, Recorded recorded, Diagnostics diagnostics, Operation operation) {
        Digest digest = resolve(desired, recorded, diagnostics, operation).orElse(null);
        return recorded.sourceDigest().equals(digest)
                ? images.update(desired.at(digest), recorded, operation.of(resource(desired)))
                : images.create(desired.at(digest), operation.of(resource(desired)));
    }

    /** Deletes, unless the delete is half of a replacement of the same destination: then the image is handed over. */
    Result delete(Value.Fields state, Private left, Diagnostics diagnostics, Operation operation) {
        try {
            Recorded recorded = ResourceState.recorded(Config.of(state, diagnostics));
            if (left.creates(recorded.destination())) {
                handOver.give(new HandOver.Image(recorded, state, left));
            } else {
                images.delete(recorded, operation.of(recorded.destination().canonical()));
                deleteReplaced(recorded, left, operation);
            }
            return Result.of(Value.none(), Private.NOTHING);
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
            return Result.of(state, Private.NOTHING.after(left.replaced()));
        }
    }

    /** What an import id names. */
    Value.Fields importImage(String id, Operation operation) {
        Recorded found = images.importImage(ImportId.parse(id), operation).orElseThrow(() -> Problem.ofInput(
                        Code.IMAGE_NOT_FOUND, id + " is not in its registry", "check the spelling of the tag")
                .toException());
        return ResourceState.imported(found);
    }
}
