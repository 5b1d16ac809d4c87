package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.Toxiproxy;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;

/** One image with eight layers, between two distribution registries on loopback, a new registry each time. */
final class Layers {

    private static final int LAYERS = 8;

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
                One image between two distribution registries, into a new registry each time. "warm engine" is imagesync in a
                JVM that has been running for a while, as the providers are after their first image; the others are one command
                each, with all of its start. CPU is the client's, user and system.
                """,
                List.of("who", "wall, s: median (min-max)", "to crane", "CPU, s/GiB", "CPU to crane"));
        try (RegistryProcess source = start(net);
                Toxiproxy toxiproxy = Toxiproxy.start()) {
            fill(net, source.host());
            String from = way(toxiproxy, net, source.host()) + "/team/app:1";
            Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
            ways.put("imagesync, warm engine", round -> intoNewRegistry(toxiproxy, net, to -> warm(net, from, to)));
            for (Peer peer : Peer.here()) {
                ways.put(
                        peer.title() + (peer == Peer.IMAGESYNC ? ", one command" : ""),
                        round -> intoNewRegistry(
                                toxiproxy, net, to -> peer.copy(from, to, net).run()));
            }
            tell(section, turns.measure(ways));
        }
        return section;
    }

    /** A registry that nobody has copied to before: some peers remember what a registry has, and would mount it. */
    private static Measured intoNewRegistry(Toxiproxy toxiproxy, Net net, Function<String, Measured> copy) {
        try (RegistryProcess destination = start(net)) {
            return copy.apply(way(toxiproxy, net, destination.host()) + "/mirror/app:1");
        }
    }

    private static Measured warm(Net net, String from, String to) {
        try (WarmEngine engine = new WarmEngine(net, hostOf(from), hostOf(to))) {
            return engine.copy(from, to);
        }
    }

    private static String hostOf(String reference) {
        return reference.substring(0, reference.indexOf('/'));
    }

    private static RegistryProcess start(Net net) {
        return RegistryProcess.start(
                RegistryKind.DISTRIBUTION_3,
                net.identity() == null ? RegistryOptions.OPEN : RegistryOptions.OPEN.withTls(net.identity()));
    }

    private void fill(Net net, String host) {
        try (FakeRegistry memory = FakeRegistry.start()) {
            ImageGraphs.ofRandomLayers(1, LAYERS, layerMib << 20).pushTo(memory.content(), "team/app", "1");
            try (WarmEngine engine = new WarmEngine(net, host)) {
                Measured unused = engine.copy(memory.host() + "/team/app:1", host + "/team/app:1");
            }
        }
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
        double gib = LAYERS * layerMib / 1024.0;
        results.forEach((who, result) -> section.row(
                who,
                List.of(
                        result.seconds().toString(),
                        ratio(result.seconds(), crane.seconds()),
                        String.format(Locale.ROOT, "%.2f", result.cpuSeconds().median() / gib),
                        ratio(result.cpuSeconds(), crane.cpuSeconds()))));
    }

    private static String ratio(Spread ours, Spread theirs) {
        return String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median());
    }
}
