package dev.imagesync.goplugin;

import dev.imagesync.goplugin.rpc.Empty;
import dev.imagesync.goplugin.rpc.GRPCControllerGrpc;
import io.grpc.stub.StreamObserver;

/** Lets the host end the plugin. It is answered first, so that the host does not wait and then kill. */
final class ControllerService extends GRPCControllerGrpc.GRPCControllerImplBase {

    private final Runnable end;

    ControllerService(Runnable end) {
        this.end = end;
    }

    @Override
    public void shutdown(Empty request, StreamObserver<Empty> answer) {
        answer.onNext(Empty.getDefaultInstance());
        answer.onCompleted();
        end.run();
    }
}
