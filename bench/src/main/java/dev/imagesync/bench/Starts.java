package dev.imagesync.bench;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.SyntheticRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                The Pulumi provider to the line with its port, as the engine waits for it; beside it Pulumi's own language host
                for Java, a plugin written in Go that prints a port as well, though it serves less. And a whole command that only
                prints its version.
                """,
                List.of("what", "wall, s: median (min-max)"));
        Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
        ways.put(
                "pulumi-resource-imagesync, to the port line",
                round -> toLine(List.of(BIN.resolve("pulumi-resource-imagesync").toString())));
        ways.put(
                "pulumi-language-java (Go), to the port line",
                round -> toLine(List.of(PinnedTools.bin("pulumi-language-java").toString(), "127.0.0.1:1")));
        ways.put(
                "imagesync version",
                round -> new Command(List.of(BIN.resolve("imagesync").toString(), "version"), net.environment()).run());
        ways.put(
                "crane version",
                round -> new Command(List.of(PinnedTools.bin("crane").toString(), "version"), net.environment()).run());
        turns.measure(ways)
                .forEach((what, result) ->
                        section.row(what, List.of(result.seconds().toString())));
        return section;
    }

    private Measured toLine(List<String> words) {
        return new Measured(new Command(words, net.environment()).toFirstLine(), Duration.ZERO, null);
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
