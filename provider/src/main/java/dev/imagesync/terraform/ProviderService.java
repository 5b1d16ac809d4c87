package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.configuration.Configured;
import dev.imagesync.configuration.Settings;
import dev.imagesync.configuration.Surroundings;
import dev.imagesync.goplugin.HostLog;
import dev.imagesync.operation.RunningOperations;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.CallFunction;
import dev.imagesync.terraform.rpc.ConfigureProvider;
import dev.imagesync.terraform.rpc.FunctionError;
import dev.imagesync.terraform.rpc.GetProviderSchema;
import dev.imagesync.terraform.rpc.GetResourceIdentitySchemas;
import dev.imagesync.terraform.rpc.ImportResourceState;
import dev.imagesync.terraform.rpc.MoveResourceState;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.ProviderGrpc;
import dev.imagesync.terraform.rpc.ReadDataSource;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.terraform.rpc.ResourceIdentitySchema;
import dev.imagesync.terraform.rpc.ServerCapabilities;
import dev.imagesync.terraform.rpc.StopProvider;
import dev.imagesync.terraform.rpc.UpgradeResourceIdentity;
import dev.imagesync.terraform.rpc.UpgradeResourceState;
import dev.imagesync.terraform.rpc.ValidateDataResourceConfig;
import dev.imagesync.terraform.rpc.ValidateProviderConfig;
import dev.imagesync.terraform.rpc.ValidateResourceConfig;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code tfplugin6.Provider}. Whatever goes wrong is a diagnostic with the answer, never a broken call. Thread-safe. */
final class ProviderService extends ProviderGrpc.ProviderImplBase implements AutoCloseable {

    private static final Type CONFIG = ProviderSchema.BLOCK.type();

    private final Envelope envelope;
    private final RunningOperations running = new RunningOperations();
    private final Configured configured;
    private final ResourceCalls resources;

    ProviderService(Map<String, String> environment, HostLog log) {
        this.envelope = new Envelope(log);
        this.configured = new Configured(
                Surroundings.of(environment, line -> log.log(HostLog.Level.WARN, "docker config: " + line)));
        this.resources = new ResourceCalls(configured, running);
    }

    @Override
    public void getProviderSchema(
            GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> observer) {
        GetProviderSchema.Response.Builder response = GetProviderSchema.Response.newBuilder();
        envelope.answer(
                observer,
                diagnostics -> response.setProvider(SchemaMessages.of(ProviderSchema.BLOCK))
                        .putResourceSchemas(ResourceCalls.RESOURCE, SchemaMessages.of(ResourceSchema.BLOCK))
                        .putDataSourceSchemas(DataSources.IMAGE, SchemaMessages.of(DataSourceSchemas.IMAGE))
                        .putDataSourceSchemas(DataSources.TAGS, SchemaMessages.of(DataSourceSchemas.TAGS))
                        .putAllFunctions(ProviderFunctions.ALL.stream()
                                .collect(Collectors.toMap(ProviderFunction::name, ProviderFunction::signature)))
                        .setServerCapabilities(ServerCapabilities.newBuilder()
                                .setPlanDestroy(true)
                                .setGetProviderSchemaOptional(true)
                                .setMoveResourceState(true)),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void validateProviderConfig(
            ValidateProviderConfig.Request request, StreamObserver<ValidateProviderConfig.Response> observer) {
        envelope.answer(
                observer,
                diagnostics -> {
                    Settings _ = Settings.read(
                            TerraformFields.of(Messages.decode(CONFIG, request.getConfig()), diagnostics));
                },
                diagnostics -> ValidateProviderConfig.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    /** A process is configured once, before a run: what an earlier run left, under a debugger, is over. */
    @Override
    public void configureProvider(
            ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> observer) {
        envelope.answer(
                observer,
                diagnostics -> {
                    Settings settings = Settings.read(
                            TerraformFields.of(Messages.decode(CONFIG, request.getConfig()), diagnostics));
                    if (!diagnostics.hasErrors()) {
                        configured.run().end();
                        resources.begin();
                        configured.configure(settings);
                    }
                },
                diagnostics -> ConfigureProvider.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    @Override
    public void validateResourceConfig(
            ValidateResourceConfig.Request request, StreamObserver<ValidateResourceConfig.Response> observer) {
        envelope.answer(
                observer,
                diagnostics -> ResourceCalls.validate(request, diagnostics),
                diagnostics -> ValidateResourceConfig.Response.newBuilder()
                        .addAllDiagnostics(diagnostics.all())
                        .build());
    }

    @Override
    public void validateDataResourceConfig(
            ValidateDataResourceConfig.Request request, StreamObserver<ValidateDataResourceConfig.Response> observer) {
        envelope.answer(
                observer,
                diagnostics -> DataSources.validate(
                        request.getTypeName(),
                        Messages.decode(dataType(request.getTypeName()), request.getConfig()),
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
        envelope.answer(observer, _ -> resources.upgrade(request, response), diagnostics -> response.addAllDiagnostics(
                        diagnostics.all())
                .build());
    }

    @Override
    public void getResourceIdentitySchemas(
            GetResourceIdentitySchemas.Request request, StreamObserver<GetResourceIdentitySchemas.Response> observer) {
        GetResourceIdentitySchemas.Response.Builder response = GetResourceIdentitySchemas.Response.newBuilder();
        envelope.answer(
                observer,
                diagnostics -> response.putIdentitySchemas(
                        ResourceCalls.RESOURCE,
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
        envelope.answer(
                observer,
                diagnostics -> response.setUpgradedIdentity(
                        ResourceCalls.upgradeIdentity(request.getRawIdentity().getJson())),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void readResource(ReadResource.Request request, StreamObserver<ReadResource.Response> observer) {
        ReadResource.Response.Builder response = ReadResource.Response.newBuilder()
                .setNewState(request.getCurrentState())
                .setPrivate(request.getPrivate())
                .setNewIdentity(request.getCurrentIdentity());
        envelope.answer(
                observer,
                diagnostics -> resources.read(request, response, diagnostics),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void planResourceChange(
            PlanResourceChange.Request request, StreamObserver<PlanResourceChange.Response> observer) {
        PlanResourceChange.Response.Builder response =
                PlanResourceChange.Response.newBuilder().setPlannedState(request.getProposedNewState());
        envelope.answer(
                observer,
                diagnostics -> resources.plan(request, response, diagnostics),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void applyResourceChange(
            ApplyResourceChange.Request request, StreamObserver<ApplyResourceChange.Response> observer) {
        ApplyResourceChange.Response.Builder response =
                ApplyResourceChange.Response.newBuilder().setNewState(request.getPriorState());
        envelope.answer(
                observer,
                diagnostics -> resources.apply(request, response, diagnostics),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void importResourceState(
            ImportResourceState.Request request, StreamObserver<ImportResourceState.Response> observer) {
        ImportResourceState.Response.Builder response = ImportResourceState.Response.newBuilder();
        envelope.answer(
                observer,
                diagnostics -> resources.importState(request, response, diagnostics),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    @Override
    public void moveResourceState(
            MoveResourceState.Request request, StreamObserver<MoveResourceState.Response> observer) {
        MoveResourceState.Response.Builder response = MoveResourceState.Response.newBuilder();
        envelope.answer(observer, _ -> ResourceCalls.move(request, response), diagnostics -> response.addAllDiagnostics(
                        diagnostics.all())
                .build());
    }

    @Override
    public void readDataSource(ReadDataSource.Request request, StreamObserver<ReadDataSource.Response> observer) {
        ReadDataSource.Response.Builder response = ReadDataSource.Response.newBuilder();
        Type type = dataType(request.getTypeName());
        envelope.answer(
                observer,
                diagnostics -> response.setState(
                        Messages.encode(type, resources.working(() -> readData(type, request, diagnostics)))),
                diagnostics -> response.addAllDiagnostics(diagnostics.all()).build());
    }

    private Value readData(Type type, ReadDataSource.Request request, Diagnostics diagnostics) {
        Value.Fields config = Messages.fields(Messages.decode(type, request.getConfig()));
        DataSources sources = new DataSources(configured.runtime().lookup());
        return running.run(
                "",
                diagnostics,
                Duration.ZERO,
                operation -> sources.read(request.getTypeName(), config, diagnostics, operation));
    }

    /** A function has no diagnostics: what goes wrong is its error. */
    @Override
    public void callFunction(CallFunction.Request request, StreamObserver<CallFunction.Response> observer) {
        CallFunction.Response.Builder response = CallFunction.Response.newBuilder();
        envelope.answer(
                observer,
                diagnostics -> response.mergeFrom(
                        ProviderFunctions.named(request.getName()).call(request.getArgumentsList())),
                diagnostics -> diagnostics.hasErrors()
                        ? response.setError(FunctionError.newBuilder().setText(diagnostics.errors()))
                                .build()
                        : response.build());
    }

    /** Ends what runs now; what was begun is answered with the state that it reached. */
    @Override
    public void stopProvider(StopProvider.Request request, StreamObserver<StopProvider.Response> observer) {
        envelope.answer(
                observer,
                diagnostics -> running.cancelAll(),
                diagnostics -> StopProvider.Response.getDefaultInstance());
    }

    @Override
    public void close() {
        running.close();
        configured.close();
    }
}
