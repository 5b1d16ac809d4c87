package dev.imagesync.pulumi;

import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Warning;
import dev.imagesync.pulumi.rpc.EngineGrpc;
import dev.imagesync.pulumi.rpc.LogRequest;
import dev.imagesync.pulumi.rpc.LogSeverity;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees of this program: the engine's Log. Nothing else that a provider prints is shown. Thread-safe; what is
 * said while no engine listens goes to stderr.
 */
final class EngineLog implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 10;

    private @Nullable ManagedChannel channel;
    private @Nullable String address;

    /** Speaks to the engine at this address, {@code HOST:PORT}, from now on. Connects when there is something to say. */
    synchronized void connect(String engine) {
        if (engine.isEmpty() || engine.equals(address)) {
            return;
        }
        close();
        address = engine;
    }

    private synchronized @Nullable ManagedChannel channel() {
        if (channel == null && address != null) {
            channel = OkHttpChannelBuilder.forTarget(address).usePlaintext().build();
        }
        return channel;
    }

    /** What is said about one resource, or about none if the name is empty. */
    Feedback about(String urn) {
        return new Feedback() {
            @Override
            public void info(String text) {
                send(LogSeverity.INFO, urn, text, false);
            }

            @Override
            public void warn(Warning warning) {
                send(LogSeverity.WARNING, urn, warning.text(), false);
            }

            @Override
            public void status(String text) {
                send(LogSeverity.INFO, urn, text, true);
            }
        };
    }

    private void send(LogSeverity severity, String urn, String raw, boolean ephemeral) {
        String text = Spelling.spell(raw);
        ManagedChannel engine = channel();
        if (engine == null) {
            System.err.println(severity.name() + " " + text);
            return;
        }
        LogRequest request = LogRequest.newBuilder()
                .setSeverity(severity)
                .setMessage(text)
                .setUrn(urn)
                .setEphemeral(ephemeral)
                .build();
        try {
            EngineGrpc.newBlockingStub(engine)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .log(request);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.CANCELLED) {
                System.err.println(
                        severity.name() + " " + text + " (the engine does not listen: " + e.getStatus() + ")");
            }
        }
    }

    @Override
    public synchronized void close() {
        address = null;
        if (channel != null) {
            channel.shutdownNow();
            channel = null;
        }
    }
}
