package dev.imagesync.it;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerBuilder;
import io.grpc.ServerProvider;
import io.grpc.okhttp.OkHttpServerBuilder;

/**
 * How the automation library of the Pulumi SDK for Java serves programs of this process to the engine: by the transport that is here
 * (pom.xml says why), which by itself serves only who says how it is secured.
 */
public final class OkHttpServers extends ServerProvider {

    /** More than the transport's own. */
    private static final int PRIORITY = 10;

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    protected ServerBuilder<?> builderForPort(int port) {
        return OkHttpServerBuilder.forPort(port, InsecureServerCredentials.create());
    }
}
