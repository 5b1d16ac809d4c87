package dev.imagesync.pulumi;

import com.google.protobuf.Empty;
import dev.imagesync.configuration.Configured;
import dev.imagesync.configuration.Settings;
import dev.imagesync.configuration.Surroundings;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.RunningOperations;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.ConfigureRequest;
import dev.imagesync.pulumi.rpc.ConfigureResponse;
import dev.imagesync.pulumi.rpc.ConstructRequest;
import dev.imagesync.pulumi.rpc.ConstructResponse;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DeleteRequest;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.GetSchemaRequest;
import dev.imagesync.pulumi.rpc.GetSchemaResponse;
import dev.imagesync.pulumi.rpc.InvokeRequest;
import dev.imagesync.pulumi.rpc.InvokeResponse;
import dev.imagesync.pulumi.rpc.PluginAttach;
import dev.imagesync.pulumi.rpc.PluginInfo;
import dev.imagesync.pulumi.rpc.ProviderHandshakeRequest;
import dev.imagesync.pulumi.rpc.ProviderHandshakeResponse;
import dev.imagesync.pulumi.rpc.ReadRequest;
import dev.imagesync.pulumi.rpc.ReadResponse;
import dev.imagesync.pulumi.rpc.ResourceProviderGrpc;
import dev.imagesync.pulumi.rpc.UpdateRequest;
import dev.imagesync.pulumi.rpc.UpdateResponse;
import dev.imagesync.workload.Fate;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code pulumirpc.ResourceProvider}. Every outcome is an answer or a gRPC status with a message for the user. Thread-safe. */
final class ProviderService extends ResourceProviderGrpc.ResourceProviderImplBase implements AutoCloseable {

    private final String version;
    private final Supplier<String> schema;
    private final EngineLog log = new EngineLog();
    private final RunningOperations running = new RunningOperations();
    private final ImageMirrors mirrors;
    private final Configured configured =
            new Configured(Surroundings.of(System.getenv(), line -> System.err.println("docker config: " + line)));

    ProviderService(String version, Supplier<String> schema) {
        this.version = version;
        this.schema = schema;
        this.mirrors = new ImageMirrors(version, this::canBeHad);
    }

    /** The image mirrors that programs have asked for. */
    ImageMirrors mirrors() {
        return mirrors;
    }

    /** Speaks to the engine at this address. */
    void connect(String engine) {
        log.connect(engine);
    }

    @Override
    public void handshake(ProviderHandshakeRequest request, StreamObserver<ProviderHandshakeResponse> observer) {
        Answers.answer(observer, () -> {
            log.connect(request.getEngineAddress());
            return ProviderHandshakeResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setAcceptResources(true)
                    .setAcceptOutputs(true)
                    .build();
        });
    }

    @Override
    public void attach(PluginAttach request, StreamObserver<Empty> observer) {
        Answers.answer(observer, () -> {
            log.connect(request.getAddress());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        Answers.answer(
                observer, () -> PluginInfo.newBuilder().setVersion(version).build());
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> observer) {
        Answers.answer(
                observer,
                () -> GetSchemaResponse.newBuilder().setSchema(schema.get()).build());
    }

    @Override
    public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> observer) {
        Answers.answer(observer, () -> {
            PulumiFields settings = PulumiFields.settings(request.getNews());
            Settings _ = Settings.read(settings);
            CheckResponse.Builder response = CheckResponse.newBuilder()
                    .setInputs(ValueCodec.encode(ProviderConfig.withSecrets(request.getNews())));
            settings.failures()
                    .forEach(failure ->
                            response.addFailures(SyncedImageResource.failure(failure.path(), failure.reason())));
            return response.build();
        });
    }

    /** Settings never replace anything: they are how the provider works, not what it made. */
    @Override
    public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> observer) {
        Answers.answer(observer, () -> {
            boolean same = ProviderConfig.isSame(request.getOldInputs(), request.getNews());
            return DiffResponse.newBuilder()
                    .setChanges(same ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
                    .build();
        });
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> observer) {
        Answers.answer(observer, () -> {
            PulumiFields properties = PulumiFields.settings(request.getArgs());
            Settings settings = Settings.read(properties);
            if (!properties.failures().isEmpty()) {
                PulumiFields.Failure first = properties.failures().getFirst();
                throw Problem.ofInput(Code.SETTING_INVALID, first.path() + ": " + first.reason(), "correct the setting")
                        .toException();
            }
            configured.configure(settings);
            return ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .setAcceptResources(true)
                    .setAcceptOutputs(true)
                    .build();
        });
    }

    private SyncedImageResource resource() {
        return new SyncedImageResource(configured.runtime());
    }

    private Functions functions() {
        return new Functions(configured.runtime().lookup(), configured.runtime().planning());
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        serve(observer, request.getUrn(), 0, operation -> resource().check(request, operation));
    }

    @Override
    public void diff(DiffRequest request, StreamObserver<DiffResponse> observer) {
        serve(observer, request.getUrn(), 0, operation -> resource().diff(request, operation));
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> observer) {
        serve(observer, request.getUrn(), request.getTimeout(), operation -> resource()
                .create(request, operation));
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> observer) {
        serve(observer, request.getUrn(), request.getTimeout(), operation -> resource()
                .update(request, operation));
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
        serve(observer, request.getUrn(), request.getTimeout(), operation -> resource()
                .read(request, operation));
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> observer) {
        serve(observer, request.getUrn(), request.getTimeout(), operation -> {
            resource().delete(request, operation);
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> observer) {
        Answers.answer(
                observer,
                () -> running.run("", log.about(""), Duration.ZERO, operation -> {
                    PulumiFields arguments = PulumiFields.of(request.getArgs());
                    Map<String, PropertyValue> result =
                            switch (request.getTok()) {
                                case "imagesync:index:getImage" -> functions().getImage(arguments, operation);
                                case "imagesync:index:getTags" -> functions().getTags(arguments, operation);
                                case "imagesync:index:lookAhead" -> functions().lookAhead(arguments);
                                case "imagesync:index:mirroredImages" -> mirroredImages(arguments);
                                default ->
                                    throw Problem.ofInput(
                                                    Code.INPUT_INVALID,
                                                    "there is no function " + request.getTok(),
                                                    "use getImage or getTags")
                                            .toException();
                            };
                    InvokeResponse.Builder response =
                            InvokeResponse.newBuilder().setReturn(ValueCodec.encode(result));
                    arguments
                            .failures()
                            .forEach(failure -> response.addFailures(
                                    SyncedImageResource.failure(failure.path(), failure.reason())));
                    return response.build();
                }));
    }

    private Map<String, PropertyValue> mirroredImages(PulumiFields arguments) {
        String mirror = arguments.text("mirror");
        return Map.of("images", new PropertyValue.Fields(mirror == null ? Map.of() : mirrors.images(mirror)));
    }

    @Override
    public void construct(ConstructRequest request, StreamObserver<ConstructResponse> observer) {
        Answers.answer(observer, () -> mirrors.construct(request, log::about));
    }

    private boolean canBeHad(Fate.Mirrored image) {
        return running.run("", log.about(""), Duration.ZERO, operation -> configured
                .runtime()
                .lookup()
                .canBeHad(image.source(), image.destination(), operation));
    }

    /** Ends what runs now and the run with it. The engine sends this at every normal end too, so nothing stays cancelled. */
    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        Answers.answer(observer, () -> {
            running.cancelAll();
            configured.run().end();
            mirrors.clear();
            return Empty.getDefaultInstance();
        });
    }

    private <T> void serve(StreamObserver<T> observer, String urn, double timeout, Function<Operation, T> work) {
        Answers.answer(observer, () -> {
            if (!urn.contains("::" + SyncedImageResource.TYPE + "::")
                    && !urn.contains("$" + SyncedImageResource.TYPE + "::")) {
                throw Problem.ofInput(
                                Code.INPUT_INVALID,
                                "there is no resource type in " + urn,
                                "use " + SyncedImageResource.TYPE)
                        .toException();
            }
            return running.run(urn, log.about(urn), Duration.ofMillis((long) (timeout * 1000)), work);
        });
    }

    @Override
    public void close() {
        running.close();
        mirrors.clear();
        configured.close();
        log.close();
    }
}
