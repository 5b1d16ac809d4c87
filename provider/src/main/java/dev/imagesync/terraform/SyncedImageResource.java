package dev.imagesync.terraform;

import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.ImportId;
import dev.imagesync.behaviour.Inputs;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.behaviour.Replacement;
import dev.imagesync.configuration.Runtime;
import dev.imagesync.lifecycle.Acting;
import dev.imagesync.lifecycle.Checked;
import dev.imagesync.lifecycle.Planning;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Value;
import org.jspecify.annotations.Nullable;

/** The resource {@code imagesync}: translates Terraform's calls for the lifecycle, and its answers back. Thread-safe. */
final class SyncedImageResource {

    private final Planning planning;
    private final Acting acting;
    private final HandOver handOver;

    SyncedImageResource(Runtime runtime, HandOver handOver) {
        this.planning = runtime.planning();
        this.acting = runtime.acting();
        this.handOver = handOver;
    }

    ResourceResult plan(ResourceRequest.Plan request, Diagnostics diagnostics, Operation operation) {
        return new ResourcePlans(planning, handOver).plan(request, diagnostics, operation);
    }

    /** Looks at the tag, and at the source: what the source is now is left for the plans of this refresh. */
    ResourceResult read(ResourceRequest.Read request, Diagnostics diagnostics, Operation operation) {
        Recorded recorded = Recorded.read(TerraformFields.of(request.state(), diagnostics));
        Operation named = operation.of(named(recorded, diagnostics));
        Value.Fields seen = ResourceState.of(request.state(), planning.refresh(recorded, named));
        if (recorded.source() == null) {
            return ResourceResult.of(seen, request.privateState());
        }
        Checked source = planning.refreshSource(recorded, named);
        source.failures()
                .forEach(failure -> diagnostics.error(
                        failure.property().label(), failure.problem().oneLine()));
        return ResourceResult.of(
                seen,
                PrivateState.seen(recorded.source(), source.sourceDigest())
                        .after(request.privateState().replaced()));
    }

    /** Terraform tells no address, so a resource goes by its destination. */
    private static String named(Recorded recorded, Diagnostics diagnostics) {
        String name = recorded.destination().canonical();
        diagnostics.about(name);
        return name;
    }

    ResourceResult apply(ResourceRequest.Apply request, Diagnostics diagnostics, Operation operation) {
        if (!(request.planned() instanceof Value.Fields planned)) {
            return delete((Value.Fields) request.prior(), request.privateState(), diagnostics, operation);
        }
        return request.prior() instanceof Value.Fields state
                ? update(state, planned, request.privateState(), new Call(diagnostics, operation))
                : create(planned, diagnostics, operation);
    }

    /** What a call works with besides its values. */
    private record Call(Diagnostics diagnostics, Operation operation) {}

    /** Creates. When that fails after a hand-over, the old image is what there is, and stays recorded. */
    private ResourceResult create(Value.Fields planned, Diagnostics diagnostics, Operation operation) {
        Desired desired = Inputs.readChecked(TerraformFields.of(planned, diagnostics));
        ImageReference destination = desired.destination().known().orElseThrow();
        diagnostics.about(destination.canonical());
        Operation named = operation.of(destination.canonical());
        Digest next = handOver.begin(destination)
                .map(image -> image.privateState().digest())
                .orElse(null);
        try {
            Recorded recorded =
                    acting.create(desired.pinned() == null && next != null ? desired.pinnedTo(next) : desired, named);
            Digest waiting = handOver.end(destination)
                    .map(image -> new Replacement(
                            image.recorded(), image.privateState().replaced()))
                    .map(replacement -> replaced(replacement, recorded, named))
                    .orElse(null);
            return ResourceResult.of(ResourceState.of(planned, recorded), PrivateState.NOTHING.after(waiting));
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
            return handOver.end(destination)
                    .map(image -> ResourceResult.of(
                            image.state(),
                            PrivateState.NOTHING.after(image.privateState().replaced())))
                    .orElseGet(() -> ResourceResult.of(Value.none(), PrivateState.NOTHING));
        } finally {
            handOver.end(destination);
        }
    }

    /** Takes away what a replacement lets go of, and gives what waits. */
    private @Nullable Digest replaced(Replacement replacement, Recorded now, Operation operation) {
        acting.deleteReplaced(replacement.old(), replacement.removable(now.digest()), operation);
        return replacement.waiting(now.digest());
    }

    private ResourceResult update(Value.Fields state, Value.Fields planned, PrivateState left, Call call) {
        TerraformFields wanted = TerraformFields.of(planned, call.diagnostics());
        Recorded recorded = Recorded.read(TerraformFields.of(state, call.diagnostics()));
        Operation named = call.operation().of(named(recorded, call.diagnostics()));
        Desired desired = Inputs.readChecked(wanted);
        try {
            Recorded updated = wanted.isUnknown("digest")
                    ? acting.follow(desired, recorded, named)
                    : acting.update(desired, recorded, named);
            Digest waiting = replaced(new Replacement(recorded, left.replaced()), updated, named);
            return ResourceResult.of(ResourceState.of(planned, updated), PrivateState.NOTHING.after(waiting));
        } catch (ImagesyncException e) {
            call.diagnostics().error(e.problem());
            return ResourceResult.of(state, left);
        }
    }

    /** Deletes, unless another image takes the destination in this run: then the image is handed over. */
    private ResourceResult delete(Value.Fields state, PrivateState left, Diagnostics diagnostics, Operation operation) {
        try {
            Recorded recorded = Recorded.read(TerraformFields.of(state, diagnostics));
            Operation named = operation.of(named(recorded, diagnostics));
            HandOver.Image image = new HandOver.Image(recorded, state, left);
            boolean isHandedOver =
                    left.creates(recorded.destination()) ? handOver.give(image) : handOver.giveIfExpected(image, named);
            if (!isHandedOver) {
                acting.delete(recorded, named);
                acting.deleteReplaced(recorded, new Replacement(recorded, left.replaced()).removable(), named);
            }
            return ResourceResult.of(Value.none(), PrivateState.NOTHING);
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
            return ResourceResult.of(state, PrivateState.NOTHING.after(left.replaced()));
        }
    }

    /** What an import id names. */
    Value.Fields importImage(String id, Operation operation) {
        Recorded found = acting.importImage(ImportId.parse(id), operation).orElseThrow(() -> Problem.ofInput(
                        Code.IMAGE_NOT_FOUND, id + " is not in its registry", "check the spelling of the tag")
                .toException());
        return ResourceState.imported(found);
    }
}
