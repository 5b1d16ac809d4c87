package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.configuration.Configured;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.RunningOperations;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.ImportResourceState;
import dev.imagesync.terraform.rpc.MoveResourceState;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.terraform.rpc.ResourceIdentityData;
import dev.imagesync.terraform.rpc.UpgradeResourceState;
import dev.imagesync.terraform.rpc.ValidateResourceConfig;
import dev.imagesync.tfvalues.Json;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls about resources: decodes what they carry, and encodes what becomes of it. Thread-safe. */
final class ResourceCalls {

    static final String RESOURCE = "imagesync";
    private static final Type STATE = ResourceSchema.BLOCK.type();

    private final Configured configured;
    private final RunningOperations running;
    private final HandOver handOver = new HandOver();

    ResourceCalls(Configured configured, RunningOperations running) {
        this.configured = configured;
        this.running = running;
    }

    private SyncedImageResource resource() {
        return new SyncedImageResource(configured.runtime(), handOver);
    }

    private <T> T run(Diagnostics diagnostics, Function<Operation, T> work) {
        return running.run("", diagnostics, Duration.ZERO, work);
    }

    /** A run is over, and another one begins. */
    void begin() {
        handOver.clear();
    }

    /** Does the work of a call that is no delete. After it, the host may ask for what waited for it, or for a free place. */
    <T> T working(Supplier<T> call) {
        return handOver.working(call);
    }

    void upgrade(UpgradeResourceState.Request request, UpgradeResourceState.Response.Builder response) {
        response.setUpgradedState(Messages.encode(STATE, upgrade(request.getVersion(), request.getRawState())));
    }

    static Value upgrade(long version, RawState state) {
        if (version > ResourceSchema.BLOCK.version() || state.getJson().isEmpty()) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            "the state has version " + version + ", and this provider knows "
                                    + ResourceSchema.BLOCK.version(),
                            "use a newer version of the provider")
                    .toException();
        }
        Value value = Json.decode(STATE, state.getJson().toByteArray());
        return version == ResourceSchema.BLOCK.version() ? value : SchemaV1State.takeOver(Messages.fields(value));
    }

    /** State of before identities has none, and is asked for it all the same; the refresh that follows gives it one. */
    static ResourceIdentityData upgradeIdentity(ByteString json) {
        return json.isEmpty()
                ? ResourceIdentityData.newBuilder()
                        .setIdentityData(Messages.encode(Messages.IDENTITY, Value.none()))
                        .build()
                : Messages.identity(Json.decode(Messages.IDENTITY, json.toByteArray()));
    }

    static void move(MoveResourceState.Request request, MoveResourceState.Response.Builder response) {
        Value state = ForeignState.takeOver(request);
        response.setTargetState(Messages.encode(STATE, state))
                .setTargetPrivate(
                        PrivateState.decode(request.getSourcePrivate()).encode())
                .setTargetIdentity(Messages.identity(state));
    }

    void read(ReadResource.Request request, ReadResource.Response.Builder response, Diagnostics diagnostics) {
        Value state = Messages.decode(STATE, request.getCurrentState());
        ResourceRequest.Read read =
                new ResourceRequest.Read(Messages.fields(state), PrivateState.decode(request.getPrivate()));
        ResourceResult result =
                working(() -> run(diagnostics, operation -> resource().read(read, diagnostics, operation)));
        response.setNewState(Messages.encode(STATE, result.state()))
                .setPrivate(result.privateState().encode())
                .setNewIdentity(Messages.identity(state));
    }

    void plan(
            PlanResourceChange.Request request, PlanResourceChange.Response.Builder response, Diagnostics diagnostics) {
        boolean isDestroy = Messages.decode(STATE, request.getProposedNewState()) instanceof Value.Null;
        Value config = isDestroy ? Value.none() : Messages.decode(STATE, request.getConfig());
        ResourceRequest.Plan plan = new ResourceRequest.Plan(
                Messages.decode(STATE, request.getPriorState()),
                config,
                PrivateState.decode(request.getPriorPrivate()));
        Supplier<ResourceResult> work =
                () -> run(diagnostics, operation -> resource().plan(plan, diagnostics, operation));
        ResourceResult result = isDestroy ? work.get() : working(work);
        response.setPlannedState(Messages.encode(STATE, result.state()))
                .setPlannedPrivate(result.privateState().encode());
        if (config instanceof Value.Fields known && known.get("destination").isWhollyKnown()) {
            response.setPlannedIdentity(Messages.identity(config));
        }
        new TreeSet<>(result.replaces()).forEach(property -> response.addRequiresReplace(Messages.path(property)));
    }

    void apply(
            ApplyResourceChange.Request request,
            ApplyResourceChange.Response.Builder response,
            Diagnostics diagnostics) {
        ResourceRequest.Apply apply = new ResourceRequest.Apply(
                Messages.decode(STATE, request.getPriorState()),
                Messages.decode(STATE, request.getPlannedState()),
                PrivateState.decode(request.getPlannedPrivate()));
        Supplier<ResourceResult> work = () -> running.run(
                "", diagnostics, allowed(apply), operation -> resource().apply(apply, diagnostics, operation));
        ResourceResult result = apply.isDelete() ? work.get() : working(work);
        response.setNewState(Messages.encode(STATE, result.state()))
                .setPrivate(result.privateState().encode());
        if (result.state() instanceof Value.Fields) {
            response.setNewIdentity(Messages.identity(result.state()));
        }
    }

    private static Duration allowed(ResourceRequest.Apply apply) {
        if (apply.isDelete()) {
            return Timeouts.allowed(apply.prior(), "delete");
        }
        return Timeouts.allowed(apply.planned(), apply.prior() instanceof Value.Null ? "create" : "update");
    }

    void importState(
            ImportResourceState.Request request,
            ImportResourceState.Response.Builder response,
            Diagnostics diagnostics) {
        String id = request.getId().isEmpty()
                ? String.valueOf(ResourceState.text(Messages.fields(Messages.decode(
                                Messages.IDENTITY, request.getIdentity().getIdentityData()))
                        .get("destination")))
                : request.getId();
        Value.Fields state = run(diagnostics, operation -> resource().importImage(id, operation));
        response.addImportedResources(ImportResourceState.ImportedResource.newBuilder()
                .setTypeName(RESOURCE)
                .setState(Messages.encode(STATE, state))
                .setIdentity(Messages.identity(state)));
    }

    static void validate(ValidateResourceConfig.Request request, Diagnostics diagnostics) {
        Optional<Desired> _ = ResourcePlans.validate(Messages.decode(STATE, request.getConfig()), diagnostics);
    }
}
