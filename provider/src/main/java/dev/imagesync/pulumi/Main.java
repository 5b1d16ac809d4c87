package dev.imagesync.pulumi;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code pulumi-resource-imagesync}: started by the Pulumi engine with its address as the one positional argument. The first
 * line on stdout is the port, and nothing else ever goes there: two stray lines hang the Pulumi CLI for ever.
 */
public final class Main {

    private static final int MAX_MESSAGE = 64 << 20;
    private static final long GRACE_SECONDS = 3;
    /** The exit code for arguments that make no sense, as in sysexits.h. */
    private static final int USAGE = 64;

    /** As in the plugin server of the other door: whoever speaks no HTTP/2 to our port is let go without a word. Held, or it is forgotten. */
    private static final Logger CONNECTIONS = Logger.getLogger("io.grpc.okhttp.OkHttpServerTransport");

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream protocol = System.out;
        System.setOut(System.err);
        String version = resource("version.txt").strip();
        switch (LaunchArguments.parse(Arrays.asList(args))) {
            case LaunchArguments.Help _ -> protocol.print(HELP);
            case LaunchArguments.Version _ -> protocol.println(version);
            case LaunchArguments.Wrong wrong -> {
                System.err.println("pulumi-resource-imagesync: " + wrong.why() + "; --help shows what there is");
                System.exit(USAGE);
            }
            case LaunchArguments.Serve serve -> serve(version, serve.engine(), protocol);
        }
    }

    private static void serve(String version, @Nullable String engine, PrintStream protocol)
            throws IOException, InterruptedException {
        CONNECTIONS.setLevel(Level.OFF);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ProviderService service = new ProviderService(version, () -> resource("schema.json"));
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Server server = OkHttpServerBuilder.forPort(loopback, InsecureServerCredentials.create())
                .executor(threads)
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(service)
                .addService(new CallbackService(service.mirrors()))
                .build()
                .start();
        service.mirrors().serveAt(loopback.getAddress().getHostAddress() + ":" + server.getPort());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, service), "shutdown"));
        if (engine == null) {
            System.err.println("started without an engine: stays until it is stopped, and waits for one at"
                    + " PULUMI_DEBUG_PROVIDERS=imagesync:" + server.getPort());
        } else {
            service.connect(engine);
        }
        protocol.println(server.getPort());
        protocol.flush();
        if (engine != null) {
            // The engine waits for the line, and for nothing else.
            EngineWatch.start(engine, () -> System.exit(1));
        }
        server.awaitTermination();
    }

    private static void stop(Server server, ProviderService service) {
        service.close();
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream("/dev/imagesync/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String HELP =
            """
            pulumi-resource-imagesync is a plugin: the Pulumi engine starts it, people do not.

              pulumi-resource-imagesync [ENGINE_ADDRESS]   serve, and print the port
              pulumi-resource-imagesync --version

            To debug it, start it by hand and point the engine at its port:
              PULUMI_DEBUG_PROVIDERS=imagesync:PORT pulumi preview
            """;
}
