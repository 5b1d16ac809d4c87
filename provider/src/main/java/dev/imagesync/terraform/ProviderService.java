package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.configuration.Engine;
import dev.imagesync.configuration.Settings;
import dev.imagesync.goplugin.HostLog;
import dev.imagesync.lifecycle.Property;
import dev.imagesync.lifecycle.Run;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.RunningOperations;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.AttributePath;
import dev.imagesync.terraform.rpc.CallFunction;
import dev.imagesync.terraform.rpc.ConfigureProvider;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.GetProviderSchema;
import dev.imagesync.terraform.rpc.GetResourceIdentitySchemas;
import dev.imagesync.terraform.rpc.ImportResourceState;
import dev.imagesync.terraform.rpc.MoveResourceState;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.ProviderGrpc;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.terraform.rpc.ReadDataSource;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.terraform.rpc.ResourceIdentityData;
import dev.imagesync.terraform.rpc.ResourceIdentitySchema;
import dev.imagesync.terraform.rpc.ServerCapabilities;
import dev.imagesync.terraform.rpc.StopProvider;
import dev.imagesync.terraform.rpc.UpgradeResourceIdentity;
import dev.imagesync.terraform.rpc.UpgradeResourceState;
import dev.imagesync.terraform.rpc.ValidateDataResourceConfig;
import dev.imagesync.terraform.rpc.ValidateProviderConfig;
import dev.imagesync.terraform.rpc.ValidateResourceConfig;
import dev.imagesync.tfvalues.Json;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import dev.imagesync.tfvalues.ValueException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code tfplugin6.Provider}. Whatever goes wrong is a diagnostic with the answer, never a broken call. Thread-safe. */
final class ProviderService extends ProviderGrpc.ProviderImplBase implements AutoCloseable {

    private static final String RESOURCE = "imagesync";
    private static final Type CONFIG = ProviderSchema.BLOCK.type();
    private static final Type STATE = ResourceSchema.BLOCK.type();
    private static final Type IDENTITY = Type.object(Map.of("destination", Type.string()));

    private final Map<String, String> environment;
    private final HostLog log;
    private final RunningOperations operations = new RunningOperations();
    private final Run run = new Run();
    private final HandOver handOver = new HandOver();
    private volatile @Nullable Engine engine;

    ProviderService(Map<String, String> environment, HostLog log) {
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /** Works, and turns what is thrown into a diagnostic; then answers with the diagnostics that there are. */
    private <T> void answer(StreamObserver<T> observer, Consumer<Diagnostics> work, Function<Diagnostics, T> response) {
        Diagnostics diagnostics = new Diagnostics(log);
        try {
            work.accept(diagnostics);
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
        } catch (ValueException e) {
            diagnostics.error(Problem.ofInput(
                    Code.INPUT_INVALID,
                    String.valueOf(e.getMessage()),
                    "the host sent something that this provider cannot read"));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            diagnostics.error(Problem.ofInput(
                    Code.DEFECT,
                    Objects.toString(e.getMessage(), e.getClass().getName()),
                    "report it with the output of the same command under TF_LOG=debug"));
        }
        observer.onNext(response.apply(diagnostics));
        observer.onCompleted();
    }

    private static Value decode(Type type, DynamicValue value) {
        return value.getJson().isEmpty()
                ? MessagePack.decode(type, value.getMsgpack().toByteArray())
                : Json.decode(type, value.getJson().toByteArray());
    }

    private static DynamicValue encode(Type type, Value value) {
        return DynamicValue.newBuilder()
                .setMsgpack(ByteString.copyFrom(MessagePack.encode(type, value)))
                .build();
    }

    private static Value.Fields fields(Value value) {
        return value instanceof Value.Fields fields ? fields : Value.fields(Map.of());
    }

    private Engine engine() {
        Engine current = engine;
        if (current == null) {
            synchronized (this) {
                current = engine;
                if (current == null) {
                    current = Engine.of(Settings.DEFAULTS, environment, run, this::warn);
                    engine = current;
                }
            }
        }
        return current;
    }

    private void warn(String line) {
        log.log(HostLog.Level.WARN, "docker config: " + line);
    }

    private SyncedImageResource resource() {
        return new SyncedImageResource(engine().images(), handOver);
    }

    @Override
    public void getProviderSchema(
            GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> observer) {
        GetProviderSchema.Response.Builder response = GetProviderSchema.Response.newBuilder();
        answer(
                observer,
                diagnostics -> response.setProvider(SchemaMessages.of(ProviderSchema.BLOCK))
                        .putResourceSchemas(RESOURCE, SchemaMessages.of(ResourceSchema.BLOCK))
                        .putDataSourceSchemas(DataSources.IMAGE, SchemaMessages.of(DataSourceSchemas.IMAGE))
                        .putDataSourceSchemas(DataSources.TAGS, SchemaMessages.of(DataSourceSchemas.TAGS))
                        .putFunctions(ParseReference.NAME, ParseReference.signature())
                        .setServerCapabilities(ServerCapabilities.newBuilder()
                                .setPlanDestroy(true)
                                .setGetProviderSchemaOptional(true)),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void validateProviderConfig(
            ValidateProviderConfig.Request request, StreamObserver<ValidateProviderConfig.Response> observer) {
        answer(
                observer,
                diagnostics -> {
                    Settings unused = Settings.read(Config.of(decode(CONFIG, request.getConfig()), diagnostics));
                },
                diagnostics -> ValidateProviderConfig.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    /** A process is configured once, before a run: what an earlier run left, under a debugger, is over. */
    @Override
    public void configureProvider(
            ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> observer) {
        answer(
                observer,
                diagnostics -> {
                    Settings settings = Settings.read(Config.of(decode(CONFIG, request.getConfig()), diagnostics));
                    if (!diagnostics.hasErrors()) {
                        run.end();
                        engine = Engine.of(settings, environment, run, this::warn);
                    }
                },
                diagnostics -> ConfigureProvider.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    @Override
    public void validateResourceConfig(
            ValidateResourceConfig.Request request, StreamObserver<ValidateResourceConfig.Response> observer) {
        answer(
                observer,
                diagnostics -> SyncedImageResource.validate(decode(STATE, request.getConfig()), diagnostics),
                diagnostics -> ValidateResourceConfig.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    @Override
    public void validateDataResourceConfig(
            ValidateDataResourceConfig.Request request, StreamObserver<ValidateDataResourceConfig.Response> observer) {
        answer(
                observer,
                diagnostics -> DataSources.validate(
                        request.getTypeName(),
                        decode(dataType(request.getTypeName()), request.getConfig()),
                        diagnostics),
                diagnostics -> ValidateDataResourceConfig.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    private static Type dataType(String name) {
        return DataSourceSchemas.of(name).type();
    }

    @Override
    public void upgradeResourceState(
            UpgradeResourceState.Request request, StreamObserver<UpgradeResourceState.Response> observer) {
        UpgradeResourceState.Response.Builder response = UpgradeResourceState.Response.newBuilder();
        answer(
                observer,
                diagnostics ->
                        response.setUpgradedState(encode(STATE, upgrade(request.getVersion(), request.getRawState()))),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    private static Value upgrade(long version, RawState state) {
        if (version > ResourceSchema.BLOCK.version() || state.getJson().isEmpty()) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            "the state has version " + version + ", and this provider knows "
                                    + ResourceSchema.BLOCK.version(),
                            "use a newer version of the provider")
                    .toException();
        }
        Value value = Json.decode(STATE, state.getJson().toByteArray());
        return version == ResourceSchema.BLOCK.version() ? value : ForerunnerState.takeOver(fields(value));
    }

    @Override
    public void getResourceIdentitySchemas(
            GetResourceIdentitySchemas.Request request, StreamObserver<GetResourceIdentitySchemas.Response> observer) {
        GetResourceIdentitySchemas.Response.Builder response = GetResourceIdentitySchemas.Response.newBuilder();
        answer(
                observer,
                diagnostics -> response.putIdentitySchemas(
                        RESOURCE,
                        ResourceIdentitySchema.newBuilder()
                                .setVersion(1)
                                .addIdentityAttributes(ResourceIdentitySchema.IdentityAttribute.newBuilder()
                                        .setName("destination")
                                        .setType(ByteString.copyFromUtf8(
                                                Type.string().json()))
                                        .setRequiredForImport(true)
                                        .setDescription("Where the mirror stands: `host/repository:tag`."))
                                .build()),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void upgradeResourceIdentity(
            UpgradeResourceIdentity.Request request, StreamObserver<UpgradeResourceIdentity.Response> observer) {
        UpgradeResourceIdentity.Response.Builder response = UpgradeResourceIdentity.Response.newBuilder();
        answer(
                observer,
                diagnostics -> response.setUpgradedIdentity(identity(
                        Json.decode(IDENTITY, request.getRawIdentity().getJson().toByteArray()))),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    private static ResourceIdentityData identity(Value value) {
        Value destination = fields(value).get("destination");
        return ResourceIdentityData.newBuilder()
                .setIdentityData(encode(IDENTITY, Value.fields(Map.of("destination", destination))))
                .build();
    }

    @Override
    public void readResource(ReadResource.Request request, StreamObserver<ReadResource.Response> observer) {
        ReadResource.Response.Builder response = ReadResource.Response.newBuilder()
                .setNewState(request.getCurrentState())
                .setPrivate(request.getPrivate());
        answer(
                observer,
                diagnostics -> {
                    Value state = decode(STATE, request.getCurrentState());
                    SyncedImageResource.Result result =
                            operations.run("", diagnostics, Duration.ZERO, operation -> resource()
                                    .read(fields(state), Private.decode(request.getPrivate()), diagnostics, operation));
                    response.setNewState(encode(STATE, result.state()))
                            .setPrivate(result.left().encode())
                            .setNewIdentity(identity(state));
                },
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void planResourceChange(
            PlanResourceChange.Request request, StreamObserver<PlanResourceChange.Response> observer) {
        PlanResourceChange.Response.Builder response =
                PlanResourceChange.Response.newBuilder().setPlannedState(request.getProposedNewState());
        answer(
                observer,
                diagnostics -> {
                    if (decode(STATE, request.getProposedNewState()) instanceof Value.Null) {
                        // A destroy: it leaves no mark, and that tells it from half of a replacement.
                        Private left = Private.decode(request.getPriorPrivate());
                        response.setPlannedPrivate(
                                Private.NOTHING.after(left.replaced()).encode());
                        return;
                    }
                    Value config = decode(STATE, request.getConfig());
                    SyncedImageResource.Result result =
                            operations.run("", diagnostics, Duration.ZERO, operation -> resource()
                                    .plan(
                                            decode(STATE, request.getPriorState()),
                                            fields(config),
                                            Private.decode(request.getPriorPrivate()),
                                            diagnostics,
                                            operation));
                    response.setPlannedState(encode(STATE, result.state()))
                            .setPlannedPrivate(result.left().encode());
                    if (config instanceof Value.Fields known
                            && known.get("destination").isWhollyKnown()) {
                        response.setPlannedIdentity(identity(config));
                    }
                    new TreeSet<>(result.replaces()).forEach(property -> response.addRequiresReplace(path(property)));
                },
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    private static AttributePath path(Property property) {
        return AttributePath.newBuilder()
                .addSteps(AttributePath.Step.newBuilder().setAttributeName(Spelling.name(property.label())))
                .build();
    }

    @Override
    public void applyResourceChange(
            ApplyResourceChange.Request request, StreamObserver<ApplyResourceChange.Response> observer) {
        ApplyResourceChange.Response.Builder response =
                ApplyResourceChange.Response.newBuilder().setNewState(request.getPriorState());
        answer(
                observer,
                diagnostics -> {
                    Value prior = decode(STATE, request.getPriorState());
                    Value planned = decode(STATE, request.getPlannedState());
                    String kind = planned instanceof Value.Null
                            ? "delete"
                            : prior instanceof Value.Null ? "create" : "update";
                    Value limits = planned instanceof Value.Null ? prior : planned;
                    SyncedImageResource.Result result = operations.run(
                            "",
                            diagnostics,
                            Timeouts.allowed(limits, kind),
                            operation -> apply(
                                    kind,
                                    fields(prior),
                                    fields(planned),
                                    Private.decode(request.getPlannedPrivate()),
                                    diagnostics,
                                    operation));
                    Value state = result.state();
                    response.setNewState(encode(STATE, state))
                            .setPrivate(result.left().encode());
                    if (state instanceof Value.Fields) {
                        response.setNewIdentity(identity(state));
                    }
                },
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    private SyncedImageResource.Result apply(
            String kind,
            Value.Fields prior,
            Value.Fields planned,
            Private left,
            Diagnostics diagnostics,
            Operation operation) {
        return switch (kind) {
            case "delete" -> resource().delete(prior, left, diagnostics, operation);
            case "create" -> resource().create(planned, diagnostics, operation);
            default -> resource().update(prior, planned, left, diagnostics, operation);
        };
    }

    @Override
    public void importResourceState(
            ImportResourceState.Request request, StreamObserver<ImportResourceState.Response> observer) {
        ImportResourceState.Response.Builder response = ImportResourceState.Response.newBuilder();
        answer(
                observer,
                diagnostics -> {
                    String id = request.getId().isEmpty()
                            ? String.valueOf(ResourceState.text(fields(decode(
                                            IDENTITY, request.getIdentity().getIdentityData()))
                                    .get("destination")))
                            : request.getId();
                    Value.Fields state = operations.run("", diagnostics, Duration.ZERO, operation -> resource()
                            .importImage(id, operation));
                    response.addImportedResources(ImportResourceState.ImportedResource.newBuilder()
                            .setTypeName(RESOURCE)
                            .setState(encode(STATE, state))
                            .setIdentity(identity(state)));
                },
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void moveResourceState(
            MoveResourceState.Request request, StreamObserver<MoveResourceState.Response> observer) {
        answer(
                observer,
                diagnostics -> {
                    throw Problem.ofInput(
                                    Code.INPUT_INVALID,
                                    "the state of " + request.getSourceTypeName() + " is of another kind",
                                    "import the image instead")
                            .toException();
                },
                diagnostics -> MoveResourceState.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    @Override
    public void readDataSource(ReadDataSource.Request request, StreamObserver<ReadDataSource.Response> observer) {
        ReadDataSource.Response.Builder response = ReadDataSource.Response.newBuilder();
        Type type = dataType(request.getTypeName());
        answer(
                observer,
                diagnostics -> response.setState(
                        encode(type, operations.run("", diagnostics, Duration.ZERO, operation -> new DataSources(
                                        engine().lookup())
                                .read(
                                        request.getTypeName(),
                                        fields(decode(type, request.getConfig())),
                                        diagnostics,
                                        operation)))),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void callFunction(CallFunction.Request request, StreamObserver<CallFunction.Response> observer) {
        CallFunction.Response.Builder response = CallFunction.Response.newBuilder();
        answer(
                observer,
                diagnostics -> response.mergeFrom(ParseReference.call(request.getArguments(0))),
                diagnostics -> response.build());
    }

    /** Ends what runs now; what was begun is answered with the state that it reached. */
    @Override
    public void stopProvider(StopProvider.Request request, StreamObserver<StopProvider.Response> observer) {
        answer(
                observer,
                diagnostics -> operations.cancelAll(),
                diagnostics -> StopProvider.Response.getDefaultInstance());
    }

    @Override
    public void close() {
        operations.close();
        Engine current = engine;
        if (current != null) {
            current.close();
        }
    }
}
