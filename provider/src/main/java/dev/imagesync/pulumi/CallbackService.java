package dev.imagesync.pulumi;

import dev.imagesync.pulumi.rpc.CallbackInvokeRequest;
import dev.imagesync.pulumi.rpc.CallbackInvokeResponse;
import dev.imagesync.pulumi.rpc.CallbacksGrpc;
import io.grpc.stub.StreamObserver;

/** {@code pulumirpc.Callbacks}: what the engine asks of image mirrors. Thread-safe. */
final class CallbackService extends CallbacksGrpc.CallbacksImplBase {

    private final ImageMirrors mirrors;

    CallbackService(ImageMirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public void invoke(CallbackInvokeRequest request, StreamObserver<CallbackInvokeResponse> observer) {
        Answers.answer(observer, () -> mirrors.transform(request));
    }
}
