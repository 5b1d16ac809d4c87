package dev.imagesync.pulumi;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.imagesync.problem.Code;
import dev.imagesync.pulumi.rpc.ConstructRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceResponse;
import dev.imagesync.pulumi.rpc.ResourceMonitorGrpc;
import dev.imagesync.pulumi.rpc.SupportsFeatureRequest;
import dev.imagesync.pulumi.rpc.SupportsFeatureResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An engine that is older than what an image mirror needs; those that are not are in the scenarios. */
class ImageMirrorsTest {

    private final List<String> registered = new CopyOnWriteArrayList<>();

    /** An engine that knows no resource hooks. */
    private class Old extends ResourceMonitorGrpc.ResourceMonitorImplBase {

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> response) {
            registered.add(request.getName());
            response.onNext(RegisterResourceResponse.getDefaultInstance());
            response.onCompleted();
        }
    }

    /** One that says so. */
    private final class Asked extends Old {

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> response) {
            response.onNext(SupportsFeatureResponse.newBuilder()
                    .setHasSupport(request.getId().equals("secrets"))
                    .build());
            response.onCompleted();
        }
    }

    @Test
    void anEngineThatLacksHooksIsTooOld() throws IOException {
        refused(new Asked());
    }

    @Test
    void anEngineThatCannotBeAskedIsTooOld() throws IOException {
        refused(new Old());
    }

    private void refused(Old engine) throws IOException {
        Server server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(engine)
                .build()
                .start();
        try {
            ImageMirrors mirrors = new ImageMirrors("1.0.0", image -> true);
            ConstructRequest request = ConstructRequest.newBuilder()
                    .setType(ImageMirrors.TYPE)
                    .setName("mirror")
                    .setMonitorEndpoint("127.0.0.1:" + server.getPort())
                    .setInputs(Struct.newBuilder()
                            .putFields(
                                    "registry",
                                    Value.newBuilder()
                                            .setStringValue("registry.example.com/mirror")
                                            .build()))
                    .build();
            assertProblem(
                    Code.ENGINE_TOO_OLD,
                    () -> mirrors.construct(request, urn -> {
                        throw new AssertionError("it was registered: " + urn);
                    }));
            assertThat(registered).as("nothing is registered before").isEmpty();
        } finally {
            server.shutdownNow();
        }
    }
}
