package dev.imagesync.bench;

import dev.imagesync.testkit.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code make bench}: prints the figures and writes them to {@code docs/figures.md}. {@code BENCH_ROUNDS} (7) is how often each
 * is measured; {@code BENCH_ONLY}, a regular expression, picks sections, and the others stay as they are.
 */
public final class Bench {

    private static final String HEAD =
            """
            # Figures

            Written by `make bench`, on a machine with %d processors, which the registries and the programs share; imagesync on
            Java %s. Everything is on loopback, so these are the costs of the programs. Times depend on the machine and on what
            else it does; read them as ratios, and mind the spread: each line was measured in turns with its neighbours, as often
            as its table says, after a turn that does not count. [The peers](../tools/README.md) are pinned.

            """;

    private Bench() {}

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "7"));
        String only = System.getenv().getOrDefault("BENCH_ONLY", "");
        Path page = Path.of(System.getProperty("imagesync.root"), "docs/figures.md");
        Path home = Files.createTempDirectory("imagesync-bench");
        try {
            Figures figures = only.isEmpty() ? new Figures() : Figures.in(page);
            sections(new Turns(rounds), home).forEach((name, section) -> {
                if (only.isEmpty() || name.matches(only)) {
                    String text = section.get().toString();
                    System.out.println(text);
                    figures.put(text);
                }
            });
            figures.write(
                    page,
                    HEAD.formatted(
                            Runtime.getRuntime().availableProcessors(),
                            Runtime.version().feature()));
        } finally {
            delete(home);
        }
        System.exit(0);
    }

    private static Map<String, Supplier<Section>> sections(Turns turns, Path home) {
        Duration none = Duration.ZERO;
        Duration far = Duration.ofMillis(30);
        TlsIdentity identity = TlsIdentity.in(home, "EC");
        Net http = new Net(null, none, home);
        Net tls = new Net(identity, none, home);
        Map<String, Supplier<Section>> sections = new LinkedHashMap<>();
        sections.put("requests", () -> new Requests(http).section());
        for (Net net : List.of(tls, http)) {
            String way = net.isTls() ? "-tls" : "-http";
            sections.put("digest" + way, () -> new Digests(turns).section(net));
            sections.put("small" + way, () -> new Layers(turns, 4).section(net));
            sections.put("big" + way, () -> new Layers(turns, 64).section(net));
            sections.put("far" + way, () -> new Layers(turns, 4).section(new Net(net.identity(), far, home)));
            sections.put("many" + way, () -> new ManyImages(turns, net).section());
        }
        sections.put("memory", () -> new Starts(turns, http).memory(10));
        sections.put("starts", () -> new Starts(turns, http).starts());
        sections.put("plans", () -> new Plans(turns, tls).section());
        sections.put("previews", () -> new Previews(turns.atMost(3), tls).section());
        return sections;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
