package dev.imagesync.goplugin;

import dev.imagesync.goplugin.rpc.HealthCheckRequest;
import dev.imagesync.goplugin.rpc.HealthCheckResponse;
import dev.imagesync.goplugin.rpc.HealthCheckResponse.ServingStatus;
import dev.imagesync.goplugin.rpc.HealthGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Says that the plugin serves, as long as it does. */
final class HealthService extends HealthGrpc.HealthImplBase {

    /** The name under which hosts ask; an empty one asks for the whole server. */
    private static final String PLUGIN = "plugin";

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        if (!request.getService().isEmpty() && !request.getService().equals(PLUGIN)) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("there is no service \"" + request.getService() + "\"")
                    .asRuntimeException());
            return;
        }
        answer.onNext(HealthCheckResponse.newBuilder()
                .setStatus(ServingStatus.SERVING)
                .build());
        answer.onCompleted();
    }
}
