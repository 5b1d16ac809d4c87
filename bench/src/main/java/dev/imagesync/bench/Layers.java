package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.Toxiproxy;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/** One image with eight layers, between two distribution registries on loopback, a new repository each time. */
final class Layers {

    private static final int LAYERS = 8;
    private static final String WARM = "imagesync, warm engine";
    private static final String COMMAND = "imagesync, one command";

    private final Turns turns;
    private final int layerMib;

    Layers(Turns turns, int layerMib) {
        this.turns = turns;
        this.layerMib = layerMib;
    }

    Section section(Net net) {
        Section section = new Section(
                LAYERS + " layers of " + layerMib + " MiB, " + net,
                """
                One image between two distribution registries, into a new repository each time. "warm engine" is imagesync in a
                JVM that has been running for a while, as the providers are after their first image; the others are one command
                each, with all of its start. After each copy the destination is asked for its digest. CPU is the client's, user
                and system. imagesync, crane, regctl and skopeo hash what they move, oras does not.
                """,
                List.of("who", turns.wall(), "to crane", "to best peer", "CPU, s/GiB", "CPU to crane"));
        try (RegistryProcess source = net.registry();
                RegistryProcess destination = net.registry();
                Toxiproxy toxiproxy = Toxiproxy.start()) {
            net.fill(source.host(), Map.of("team/app:1", ImageGraphs.ofRandomLayers(1, LAYERS, layerMib << 20)));
            String from = way(toxiproxy, net, source.host());
            String to = way(toxiproxy, net, destination.host());
            try (WarmEngine engine = new WarmEngine(net, from, to)) {
                Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
                String image = from + "/team/app:1";
                ways.put(WARM, round -> engine.copy(image, to + "/warm/" + round + ":1"));
                for (Peer peer : Peer.here()) {
                    ways.put(peer == Peer.IMAGESYNC ? COMMAND : peer.title(), round -> {
                        String copy = to + "/" + peer.title() + "/" + round + ":1";
                        Measured measured = peer.copy(image, copy, net).run();
                        engine.requireSame(image, copy);
                        return measured;
                    });
                }
                tell(section, turns.measure(ways));
            }
        }
        return section;
    }

    private static String way(Toxiproxy toxiproxy, Net net, String host) {
        if (net.roundTrip().isZero()) {
            return host;
        }
        Toxiproxy.Link link = toxiproxy.to(host);
        link.delay(net.roundTrip());
        return link.host();
    }

    private void tell(Section section, Map<String, Turns.Result> results) {
        Turns.Result crane = Objects.requireNonNull(results.get(Peer.CRANE.title()));
        Spread best = results.entrySet().stream()
                .filter(result -> !Set.of(WARM, COMMAND).contains(result.getKey()))
                .map(result -> result.getValue().seconds())
                .min(Comparator.comparingDouble(Spread::median))
                .orElseThrow();
        double gib = LAYERS * layerMib / 1024.0;
        results.forEach((who, result) -> section.row(
                who,
                List.of(
                        result.seconds().toString(),
                        result.seconds().to(crane.seconds()),
                        result.seconds().to(best),
                        String.format(Locale.ROOT, "%.2f", result.cpuSeconds().median() / gib),
                        result.cpuSeconds().to(crane.cpuSeconds()))));
    }
}
