package dev.imagesync.pulumi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Notices that the engine is gone without having said so, for example killed, so that no provider is left behind. */
final class EngineWatch {

    private static final long EVERY_SECONDS = 1;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int FAILURES_TO_BE_GONE = 3;

    private final InetSocketAddress engine;
    private final Runnable whenGone;
    private int failures;

    private EngineWatch(InetSocketAddress engine, Runnable whenGone) {
        this.engine = engine;
        this.whenGone = whenGone;
    }

    /** Watches the engine at {@code HOST:PORT} in a daemon thread; anything else is not watched. */
    static void start(String address, Runnable whenGone) {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            return;
        }
        InetSocketAddress engine =
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("engine-watch").factory());
        EngineWatch watch = new EngineWatch(engine, whenGone);
        ScheduledFuture<?> _ =
                clock.scheduleWithFixedDelay(watch::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try (Socket socket = new Socket()) {
            socket.connect(engine, CONNECT_MILLIS);
            failures = 0;
        } catch (IOException e) {
            failures++;
            if (failures == FAILURES_TO_BE_GONE) {
                whenGone.run();
            }
        }
    }
}
