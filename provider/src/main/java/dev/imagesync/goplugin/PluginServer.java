package dev.imagesync.goplugin;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A plugin that serves, on a port of 127.0.0.1 that the system chose. Each call runs in a thread of its own. Safe for use by
 * several threads.
 *
 * <p>They are platform threads: once a virtual thread has waited for a socket, the JVM has a thread that waits for all of them,
 * and takes 0.3 s to end, in vain. A host waits for the end, several times a command.
 */
public final class PluginServer implements AutoCloseable {

    /** What go-plugin's own server takes. */
    private static final int MAX_MESSAGE = 256 << 20;

    /** A host kills a plugin two seconds after it asked it to end. */
    private static final long GRACE_MILLIS = 1_000;

    /**
     * Whoever looks whether a port is open, and speaks no HTTP/2, is let go without a word; gRPC would tell it with a stack trace, and a
     * host shows what is told. Held here, as Java forgets the level of a logger that nobody holds.
     */
    private static final Logger CONNECTIONS = Logger.getLogger("io.grpc.okhttp.OkHttpServerTransport");

    static {
        CONNECTIONS.setLevel(Level.OFF);
    }

    private final int protocolVersion;
    private final String certificate;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("call-", 0).daemon().factory());
    private final Server server;

    private PluginServer(int protocolVersion, Security security, List<BindableService> services) throws IOException {
        this.protocolVersion = protocolVersion;
        this.certificate = security.announced();
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.ofLiteral(Reattachment.HOST), 0), security.credentials())
                .executor(threads)
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(new ControllerService(ended::countDown))
                .addService(new HealthService())
                .addService(new StdioService());
        services.forEach(builder::addService);
        this.server = builder.build().start();
    }

    /** Serves the host that started this process. It does not know of it before {@link #handshakeLine} is on stdout. */
    public static PluginServer start(Launch.ByHost launch, List<BindableService> services) throws IOException {
        Security security = launch.hostCertificate().map(Security::pinned).orElseGet(Security::none);
        return new PluginServer(launch.protocolVersion(), security, services);
    }

    /** Serves, in the clear, a host that finds this process by {@link #reattachment}: for debuggers and tests. */
    public static PluginServer startDetached(int protocolVersion, List<BindableService> services) throws IOException {
        return new PluginServer(protocolVersion, Security.none(), services);
    }

    /** What a host reads from stdout, one line: go-plugin's version, the protocol's, the address, and our certificate. */
    public String handshakeLine() {
        return "1|" + protocolVersion + "|tcp|" + Reattachment.HOST + ":" + server.getPort() + "|grpc|" + certificate;
    }

    /** What tells a host to use this process and start none. */
    public Reattachment reattachment() {
        return new Reattachment(protocolVersion, ProcessHandle.current().pid(), server.getPort());
    }

    public int port() {
        return server.getPort();
    }

    /** Waits until the host asked the plugin to end, or it was closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Ends: calls that are under way get a second. */
    @Override
    public void close() {
        ended.countDown();
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }

    /** How the two sides know each other. */
    private record Security(ServerCredentials credentials, String announced) {

        static Security none() {
            return new Security(InsecureServerCredentials.create(), "");
        }

        static Security pinned(X509Certificate host) {
            try {
                Identity identity = Identity.generate();
                // Without padding: the host refuses any.
                String announced = Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(identity.certificate().getEncoded());
                return new Security(identity.onlyFor(host), announced);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("this Java cannot do TLS as the host wants it", e);
            }
        }
    }
}
