package dev.imagesync.bench;

import dev.imagesync.pulumi.rpc.ConfigureRequest;
import dev.imagesync.pulumi.rpc.ConfigureResponse;
import dev.imagesync.pulumi.rpc.ResourceProviderGrpc;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.SyntheticRegistry;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Start-up, and memory. */
final class Starts {

    static final Path BIN = Path.of(System.getProperty("imagesync.root"), "dist/imagesync/bin");

    private final Turns turns;
    private final Net net;

    Starts(Turns turns, Net net) {
        this.turns = turns;
        this.net = net;
    }

    Section starts() {
        Section section = new Section(
                "Start",
                """
                The Pulumi provider as the engine starts it, with the engine's address: to the line with its port, which the
                engine waits for, and to the end of its first Configure. Beside it Pulumi's own language host for Java, a plugin
                written in Go that prints a port as well, though it serves less. And a whole command that only prints its version.
                """,
                List.of("what", turns.wall()));
        try (ServerSocket engine = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + engine.getLocalPort();
            List<String> plugin =
                    List.of(BIN.resolve("pulumi-resource-imagesync").toString(), address);
            Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
            ways.put("pulumi-resource-imagesync, to the port line", round -> to(plugin, line -> {}));
            ways.put("pulumi-resource-imagesync, to its first Configure", round -> to(plugin, Starts::configure));
            ways.put(
                    "pulumi-language-java (Go), to the port line",
                    round -> to(List.of(PinnedTools.bin("pulumi-language-java").toString(), address), line -> {}));
            ways.put("imagesync version", round -> new Command(
                            List.of(BIN.resolve("imagesync").toString(), "version"), net.environment())
                    .run());
            ways.put("crane version", round -> new Command(
                            List.of(PinnedTools.bin("crane").toString(), "version"), net.environment())
                    .run());
            turns.measure(ways)
                    .forEach((what, result) ->
                            section.row(what, List.of(result.seconds().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return section;
    }

    private Measured to(List<String> words, Consumer<String> use) {
        return new Measured(new Command(words, net.environment()).toFirstLine(use), Duration.ZERO, null);
    }

    private static void configure(String port) {
        ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(port))
                .usePlaintext()
                .build();
        try {
            ConfigureResponse _ =
                    ResourceProviderGrpc.newBlockingStub(channel).configure(ConfigureRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    Section memory(int gib) {
        Section section = new Section(
                "Memory, one layer of " + gib + " GiB",
                """
                The most memory that was resident while one layer went from one registry to another, both of which keep
                nothing; one run each. imagesync runs with a heap of 64 MiB (`-Xmx64m`).
                """,
                List.of("who", "resident, MiB"));
        try (SyntheticRegistry source = SyntheticRegistry.withLayer((long) gib << 30);
                SyntheticRegistry destination = SyntheticRegistry.withLayer(0)) {
            for (Peer peer : List.of(Peer.IMAGESYNC, Peer.CRANE)) {
                Command copy =
                        peer.copy(source.host() + "/big/image:1", destination.host() + "/" + peer.title() + ":1", net);
                Map<String, String> environment = new HashMap<>(copy.environment());
                environment.put("IMAGESYNC_JAVA_OPTIONS", "-Xmx64m");
                long peak = new Command(copy.words(), environment).peakKib();
                if (destination.pushedBlob(source.layerDigest()) != (long) gib << 30) {
                    throw new IllegalStateException(peer.title() + " did not bring the layer");
                }
                destination.forget(source.layerDigest());
                section.row(peer.title(), List.of(String.valueOf(peak >> 10)));
            }
        }
        return section;
    }
}
