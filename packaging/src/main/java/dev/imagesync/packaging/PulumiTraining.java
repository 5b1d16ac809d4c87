package dev.imagesync.packaging;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.ConfigureRequest;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DeleteRequest;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.EngineGrpc;
import dev.imagesync.pulumi.rpc.GetSchemaRequest;
import dev.imagesync.pulumi.rpc.InvokeRequest;
import dev.imagesync.pulumi.rpc.LogRequest;
import dev.imagesync.pulumi.rpc.ReadRequest;
import dev.imagesync.pulumi.rpc.ResourceProviderGrpc;
import dev.imagesync.pulumi.rpc.ResourceProviderGrpc.ResourceProviderBlockingStub;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the Pulumi engine asks, and is told, in the lives of some images, which go from one registry to another. */
record PulumiTraining(Registries registries, Server engine) implements Training {

    private static final String TYPE = "imagesync:index:SyncedImage";

    /** The program looks from time to time whether its engine is there, and says nothing: this server would complain of it. */
    private static final Logger SERVER = Logger.getLogger("io.grpc.okhttp");

    static PulumiTraining with(Registries registries) throws IOException {
        SERVER.setLevel(Level.OFF);
        Server engine = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new Listening())
                .build()
                .start();
        return new PulumiTraining(registries, engine);
    }

    /** The engine's log. */
    private static final class Listening extends EngineGrpc.EngineImplBase {
        @Override
        public void log(LogRequest request, StreamObserver<Empty> observer) {
            observer.onNext(Empty.getDefaultInstance());
            observer.onCompleted();
        }
    }

    @Override
    public List<String> arguments() {
        return List.of("127.0.0.1:" + engine.getPort());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("DOCKER_CONFIG", registries.secured().dockerConfig().toString());
    }

    @Override
    public void close() {
        engine.shutdownNow();
    }

    @Override
    public String door() {
        return "pulumi";
    }

    @Override
    public String mainClass() {
        return "dev.imagesync.pulumi.Main";
    }

    @Override
    public void drive(Process program) throws IOException, InterruptedException {
        int port = Integer.parseInt(program.inputReader().readLine());
        ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        try {
            live(ResourceProviderGrpc.newBlockingStub(channel));
        } finally {
            channel.shutdownNow();
            program.destroy();
            program.waitFor();
        }
    }

    private void live(ResourceProviderBlockingStub provider) {
        provider.getPluginInfo(Empty.getDefaultInstance());
        provider.getSchema(GetSchemaRequest.getDefaultInstance());
        Struct settings = struct(Map.of(
                "registries",
                "{\"" + registries.source() + "\":{\"caFile\":\""
                        + registries.secured().authority() + "\"}}"));
        provider.checkConfig(CheckRequest.newBuilder().setNews(settings).build());
        provider.configure(ConfigureRequest.newBuilder().setArgs(settings).build());
        String repository = registries.source() + "/" + Training.repository(0);
        provider.invoke(invoke("imagesync:index:getImage", Map.of("ref", repository + ":1")));
        provider.invoke(invoke("imagesync:index:getTags", Map.of("repository", repository)));
        for (int i = 0; i < IMAGES; i++) {
            live(provider, Training.repository(i));
        }
        provider.cancel(Empty.getDefaultInstance());
    }

    private void live(ResourceProviderBlockingStub provider, String repository) {
        String urn = "urn:pulumi:training::training::" + TYPE + "::" + repository;
        Struct program = struct(Map.of(
                "source", registries.source() + "/" + repository + ":1",
                "destination", registries.mirror() + "/pulumi/" + repository + ":1"));
        Struct inputs = provider.check(CheckRequest.newBuilder()
                        .setUrn(urn)
                        .setType(TYPE)
                        .setNews(program)
                        .build())
                .getInputs();
        CreateRequest.Builder create =
                CreateRequest.newBuilder().setUrn(urn).setType(TYPE).setProperties(inputs);
        provider.create(create.setPreview(true).build());
        CreateResponse created = provider.create(create.setPreview(false).build());
        provider.diff(DiffRequest.newBuilder()
                .setId(created.getId())
                .setUrn(urn)
                .setOlds(created.getProperties())
                .setOldInputs(inputs)
                .setNews(inputs)
                .build());
        provider.read(ReadRequest.newBuilder()
                .setId(created.getId())
                .setUrn(urn)
                .setType(TYPE)
                .setProperties(created.getProperties())
                .setInputs(inputs)
                .build());
        provider.delete(DeleteRequest.newBuilder()
                .setId(created.getId())
                .setUrn(urn)
                .setProperties(created.getProperties())
                .setOldInputs(inputs)
                .build());
    }

    private static InvokeRequest invoke(String function, Map<String, String> arguments) {
        return InvokeRequest.newBuilder()
                .setTok(function)
                .setArgs(struct(arguments))
                .build();
    }

    private static Struct struct(Map<String, String> texts) {
        Struct.Builder struct = Struct.newBuilder();
        texts.forEach((name, text) ->
                struct.putFields(name, Value.newBuilder().setStringValue(text).build()));
        return struct.build();
    }
}
