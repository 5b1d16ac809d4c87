package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.struct;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.imagesync.pulumi.rpc.CheckFailure;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.ConfigureRequest;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DeleteRequest;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.EngineGrpc;
import dev.imagesync.pulumi.rpc.LogRequest;
import dev.imagesync.pulumi.rpc.LogSeverity;
import dev.imagesync.pulumi.rpc.ProviderHandshakeRequest;
import dev.imagesync.pulumi.rpc.ReadRequest;
import dev.imagesync.pulumi.rpc.ReadResponse;
import dev.imagesync.pulumi.rpc.ResourceProviderGrpc;
import dev.imagesync.pulumi.rpc.UpdateRequest;
import dev.imagesync.testkit.PinnedTools;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The provider behind its door, over loopback, and an engine that listens to what it logs. */
final class PulumiCaller implements AutoCloseable {

    static final String VERSION = PinnedTools.projectVersion();

    private final List<LogRequest> logged = new CopyOnWriteArrayList<>();
    private final ProviderService service = new ProviderService(VERSION, PulumiCaller::schema);
    private final Server engine = serve(new EngineGrpc.EngineImplBase() {
        @Override
        public void log(LogRequest request, StreamObserver<Empty> observer) {
            logged.add(request);
            observer.onNext(Empty.getDefaultInstance());
            observer.onCompleted();
        }
    });
    private final Server server = serve(service);
    private final ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", server.getPort())
            .usePlaintext()
            .build();

    /** A provider after Handshake, which nobody configured yet. */
    static PulumiCaller open() {
        PulumiCaller door = new PulumiCaller();
        door.calls()
                .handshake(ProviderHandshakeRequest.newBuilder()
                        .setEngineAddress("127.0.0.1:" + door.engine.getPort())
                        .build());
        return door;
    }

    /** A provider with these settings, which finds no docker config. */
    static PulumiCaller configured(Object... settings) {
        PulumiCaller door = open();
        door.configure(Structs.with(struct(settings), "dockerConfig", "/nowhere/config.json"));
        return door;
    }

    private static String schema() {
        try (InputStream in = PulumiCaller.class.getResourceAsStream("/dev/imagesync/schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server serve(BindableService service) {
        try {
            return OkHttpServerBuilder.forPort(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            InsecureServerCredentials.create())
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String urn(String name) {
        return "urn:pulumi:dev::door::imagesync:index:SyncedImage::" + name;
    }

    ManagedChannel channel() {
        return channel;
    }

    ResourceProviderGrpc.ResourceProviderBlockingStub calls() {
        return ResourceProviderGrpc.newBlockingStub(channel);
    }

    /** The passing status lines, which the engine shows only until the next one. */
    List<String> statusLines() {
        return logged.stream()
                .filter(LogRequest::getEphemeral)
                .map(LogRequest::getMessage)
                .toList();
    }

    /** What was logged at this severity, the passing status lines left out. */
    List<String> logged(LogSeverity severity) {
        return logged.stream()
                .filter(line -> line.getSeverity() == severity && !line.getEphemeral())
                .map(LogRequest::getMessage)
                .toList();
    }

    void configure(Struct settings) {
        calls().configure(ConfigureRequest.newBuilder().setArgs(settings).build());
    }

    CheckResponse check(String name, Struct olds, Struct news) {
        return calls().check(CheckRequest.newBuilder()
                .setUrn(urn(name))
                .setOlds(olds)
                .setNews(news)
                .build());
    }

    CheckResponse check(String name, Object... news) {
        return check(name, Struct.getDefaultInstance(), struct(news));
    }

    /** Failures as {@code PATH: REASON}. */
    static List<String> failures(List<CheckFailure> failures) {
        return failures.stream()
                .map(failure -> failure.getProperty() + ": " + failure.getReason())
                .toList();
    }

    DiffResponse diff(String name, Struct state, Struct news) {
        return calls().diff(DiffRequest.newBuilder()
                .setUrn(urn(name))
                .setId(state.getFieldsMap().containsKey("digestRef") ? Structs.text(state, "digestRef") : "")
                .setOlds(state)
                .setNews(news)
                .build());
    }

    CreateResponse create(String name, Struct inputs, boolean preview) {
        return calls().create(CreateRequest.newBuilder()
                .setUrn(urn(name))
                .setProperties(inputs)
                .setPreview(preview)
                .build());
    }

    Struct update(String name, Struct state, Struct news) {
        return calls().update(UpdateRequest.newBuilder()
                        .setUrn(urn(name))
                        .setOlds(state)
                        .setNews(news)
                        .build())
                .getProperties();
    }

    ReadResponse read(String name, String id, Struct state, Struct inputs) {
        return calls().read(ReadRequest.newBuilder()
                .setUrn(urn(name))
                .setId(id)
                .setProperties(state)
                .setInputs(inputs)
                .build());
    }

    void delete(String name, Struct state) {
        Empty unused = calls().delete(DeleteRequest.newBuilder()
                .setUrn(urn(name))
                .setProperties(state)
                .build());
    }

    /** Ends the run, as the engine does at the end of every command. */
    void endRun() {
        Empty unused = calls().cancel(Empty.getDefaultInstance());
    }

    /** What the provider says in place of an answer. */
    static StatusRuntimeException refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("the provider answered");
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        service.close();
        engine.shutdownNow();
    }
}
