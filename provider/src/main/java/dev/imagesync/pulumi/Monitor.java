package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.pulumi.rpc.Callback;
import dev.imagesync.pulumi.rpc.RegisterResourceOutputsRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceResponse;
import dev.imagesync.pulumi.rpc.ResourceMonitorGrpc;
import dev.imagesync.pulumi.rpc.SupportsFeatureRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;

/** The engine's resource monitor: a component registers itself and its children there, as a program does. Thread-safe. */
final class Monitor implements AutoCloseable {

    private static final int MAX_MESSAGE = 400 << 20;

    private final ManagedChannel channel;
    private final ResourceMonitorGrpc.ResourceMonitorBlockingStub stub;

    /** Connects to the monitor at this address, {@code HOST:PORT}. */
    Monitor(String address) {
        channel = OkHttpChannelBuilder.forTarget(address)
                .usePlaintext()
                .maxInboundMessageSize(MAX_MESSAGE)
                .build();
        stub = ResourceMonitorGrpc.newBlockingStub(channel);
    }

    /**
     * That the engine asks about each resource before it registers it, and registers others while it asks: one that holds its lock
     * meanwhile would wait for ever. Engines do since 3.181 (its changelog); that cannot be asked, and resource hooks, which came with
     * 3.182, can.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS6002 if it does not
     */
    void requireTransforms() {
        boolean has;
        try {
            has = stub.supportsFeature(SupportsFeatureRequest.newBuilder()
                            .setId("resourceHooks")
                            .build())
                    .getHasSupport();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw e;
            }
            has = false;
        }
        if (!has) {
            throw Problem.ofInput(
                            Code.ENGINE_TOO_OLD,
                            "this engine does not let an image mirror see the resources of a program",
                            "install Pulumi 3.182 or newer")
                    .toException();
        }
    }

    /** Has each resource that is registered from now on told to this callback. */
    void registerStackTransform(String target, String token) {
        stub.registerStackTransform(
                Callback.newBuilder().setTarget(target).setToken(token).build());
    }

    RegisterResourceResponse register(RegisterResourceRequest request) {
        return stub.registerResource(request);
    }

    /** A component is whole. */
    void registerOutputs(String urn, Struct outputs) {
        stub.registerResourceOutputs(RegisterResourceOutputsRequest.newBuilder()
                .setUrn(urn)
                .setOutputs(outputs)
                .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
