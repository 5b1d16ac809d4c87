package dev.imagesync.goplugin;

import com.google.protobuf.Empty;
import dev.imagesync.goplugin.rpc.GRPCStdioGrpc;
import dev.imagesync.goplugin.rpc.StdioData;
import io.grpc.stub.StreamObserver;

/** What the plugin prints goes to its stderr, which the host reads anyway: there is nothing more, and never will be. */
final class StdioService extends GRPCStdioGrpc.GRPCStdioImplBase {

    @Override
    public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
        answer.onCompleted();
    }
}
