package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.struct;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.imagesync.pulumi.rpc.ConfigureRequest;
import dev.imagesync.pulumi.rpc.ConfigureResponse;
import dev.imagesync.pulumi.rpc.ConstructRequest;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.GetSchemaRequest;
import dev.imagesync.pulumi.rpc.PluginAttach;
import dev.imagesync.pulumi.rpc.ProviderHandshakeRequest;
import dev.imagesync.pulumi.rpc.ProviderHandshakeResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How engine and provider get to know each other, and what happens to calls that make no sense. */
class DoorHandshakeTest {

    private final PulumiCaller door = PulumiCaller.open();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void handshakePromisesWhatTheCodecCanRead() {
        ProviderHandshakeResponse response = door.calls().handshake(ProviderHandshakeRequest.getDefaultInstance());
        assertThat(response.getAcceptSecrets()).isTrue();
        assertThat(response.getAcceptResources()).isTrue();
        assertThat(response.getAcceptOutputs()).isTrue();
    }

    @Test
    void configurePromisesTheSame() {
        ConfigureResponse response = door.calls().configure(ConfigureRequest.getDefaultInstance());
        assertThat(response.getAcceptSecrets()).isTrue();
        assertThat(response.getAcceptResources()).isTrue();
        assertThat(response.getAcceptOutputs()).isTrue();
        assertThat(response.getSupportsPreview()).isTrue();
    }

    @Test
    void tellsVersionAndSchema() throws IOException {
        assertThat(door.calls().getPluginInfo(Empty.getDefaultInstance()).getVersion())
                .isEqualTo(PulumiCaller.VERSION);
        assertThat(door.calls().getSchema(GetSchemaRequest.getDefaultInstance()).getSchema())
                .as("the file that the SDK is generated from")
                .isEqualTo(Files.readString(Path.of(System.getProperty("imagesync.root"), "schema.json")));
    }

    @Test
    void canBeAttachedToAnotherEngine() {
        assertThat(door.calls()
                        .attach(PluginAttach.newBuilder()
                                .setAddress("127.0.0.1:1")
                                .build()))
                .isEqualTo(Empty.getDefaultInstance());
    }

    @Test
    void cancelHarmsNothingWhenNothingRuns() {
        door.endRun();
        door.endRun();
        assertThat(door.check("a", "source", "", "destination", "").getFailuresCount())
                .isEqualTo(2);
    }

    /** Often, since the moment at which it strikes is never the same. */
    @RepeatedTest(40)
    void cancelEndsACreateThatWaitsForItsSource() throws Exception {
        door.configure(struct("dockerConfig", "/nowhere/config.json"));
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + silent.getLocalPort();
            CreateRequest create = CreateRequest.newBuilder()
                    .setUrn(PulumiCaller.urn("a"))
                    .setProperties(struct(
                            "source",
                            host + "/team/app:1",
                            "destination",
                            host + "/mirror/app:1",
                            "sourceDigest",
                            "sha256:" + "a".repeat(64)))
                    .build();
            CompletableFuture<StatusRuntimeException> ended = CompletableFuture.supplyAsync(() -> PulumiCaller.refusal(
                    () -> assertThat(door.calls().create(create)).isNull()));
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                door.endRun();
                StatusRuntimeException status = ended.get(20, TimeUnit.SECONDS);
                assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.CANCELLED);
                assertThat(status.getStatus().getDescription()).startsWith("[IS3007] cancelled\n");
            }
        }
    }

    @Test
    void anotherComponentIsToldByItsName() {
        StatusRuntimeException refused = raw(
                "Construct",
                ConstructRequest.newBuilder()
                        .setType("imagesync:index:Other")
                        .build()
                        .toByteArray());
        assertThat(refused.getStatus().getDescription())
                .contains("IS1006", "there is no component imagesync:index:Other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parameterize", "GetMapping", "Call", "List", "NoSuchThing"})
    void whatIsNotSpokenIsUnimplemented(String rpc) {
        assertThat(raw(rpc, new byte[0]).getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Handshake", "Check"})
    void bytesThatAreNoMessageAreRefusedWithoutAStackTrace(String rpc) {
        StatusRuntimeException refusal = raw(rpc, new byte[] {(byte) 0xff, 1, 2, 3});
        assertThat(refusal.getStatus().getCode()).isNotEqualTo(Status.Code.OK);
        assertThat(String.valueOf(refusal.getStatus().getDescription())).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Check", "Diff", "Create", "Read", "Update", "Delete"})
    void aCallAboutNoResourceOfOursSaysSo(String rpc) {
        StatusRuntimeException refusal = raw(rpc, new byte[0]);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(refusal.getStatus().getDescription())
                .startsWith("[IS1006] the input is not valid\n")
                .contains("\n  next     use imagesync:index:SyncedImage");
    }

    @Test
    void callsThatLackEverythingAreProblemsAndNoDefects() {
        Struct nothing = Struct.getDefaultInstance();
        Struct unknown = struct("source", ValueCodec.UNKNOWN_STRING, "destination", ValueCodec.UNKNOWN_STRING);
        Struct wrong = struct("source", 1, "destination", true, "digest", "x", "sourceDigest", struct("a", 1));
        assertThat(PulumiCaller.refusal(() -> door.create("a", nothing, false))).hasMessageContaining("[IS1006]");
        assertThat(PulumiCaller.refusal(() -> door.create("a", unknown, false))).hasMessageContaining("[IS1006]");
        assertThat(PulumiCaller.refusal(() -> door.create("a", wrong, false))).hasMessageContaining("[IS1006]");
        assertThat(PulumiCaller.refusal(() -> door.diff("a", nothing, nothing))).hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() -> door.diff("a", wrong, wrong))).hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() -> door.update("a", nothing, nothing)))
                .hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() -> door.delete("a", nothing))).hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() -> door.delete("a", wrong))).hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() -> door.read("a", "", nothing, nothing)))
                .hasMessageContaining("[IS1010]");
        assertThat(PulumiCaller.refusal(() -> door.read("a", "x", wrong, nothing)))
                .hasMessageContaining("[IS6001]");
        assertThat(PulumiCaller.refusal(() ->
                        door.check("a", struct("source", "No"), struct("source", "a", "destination", "r.test/a"))))
                .hasMessageContaining("[IS6001]");
    }

    private StatusRuntimeException raw(String rpc, byte[] request) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("pulumirpc.ResourceProvider/" + rpc)
                .build();
        return PulumiCaller.refusal(
                () -> assertThat(ClientCalls.blockingUnaryCall(door.channel(), method, CallOptions.DEFAULT, request))
                        .isNull());
    }

    /** Messages as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
