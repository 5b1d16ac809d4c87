package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests and bytes, counted by the registries: they are the same on any machine, so each is counted once. */
final class Requests {

    private static final int TAGS = 1000;

    private final Net net;

    Requests(Net net) {
        this.net = net;
    }

    Section section() {
        Section section = new Section(
                "Requests",
                """
                Counted by the registries, one run each: a multi-platform image between two registries that has been copied
                already; an image with 6 layers and its config, moved within one registry that mounts blobs; one of 1000 tags of
                a repository taken away, on a registry that deletes tags. Bytes are those of the bodies that the registries
                sent and got.
                """,
                Stream.concat(Stream.of("work"), Peer.here().stream().map(Peer::title))
                        .toList());
        section.row("nothing changed", each(this::nothingChanged));
        section.row("7 blobs mounted", each(this::mounted));
        section.row("one of " + TAGS + " tags deleted", each(this::deleted));
        return section;
    }

    private List<String> each(Function<Peer, String> count) {
        List<String> cells = new ArrayList<>();
        for (Peer peer : Peer.here()) {
            cells.add(count.apply(peer));
        }
        return cells;
    }

    private static String counted(FakeRegistry... registries) {
        List<Exchange> all = Stream.of(registries)
                .flatMap(registry -> registry.exchanges().all().stream())
                .toList();
        long bytes = all.stream()
                .mapToLong(exchange -> exchange.bytesIn() + exchange.bytesOut())
                .sum();
        return all.size() + " (" + bytes + " B)";
    }

    private String nothingChanged(Peer peer) {
        try (FakeRegistry source = FakeRegistry.start();
                FakeRegistry destination = FakeRegistry.start()) {
            ImageGraph image = ImageGraphs.ofContent("same");
            image.pushTo(source.content(), "team/app", "1");
            image.pushTo(destination.content(), "mirror/app", "1");
            source.exchanges().clear();
            destination.exchanges().clear();
            peer.copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1", net)
                    .run();
            return counted(source, destination);
        }
    }

    private String mounted(Peer peer) {
        try (FakeRegistry registry = FakeRegistry.start()) {
            ImageGraphs.ofLayers("mounted", 6).pushTo(registry.content(), "team/app", "1");
            registry.exchanges().clear();
            peer.copy(registry.host() + "/team/app:1", registry.host() + "/mirror/app:1", net)
                    .run();
            return counted(registry);
        }
    }

    private String deleted(Peer peer) {
        try (FakeRegistry registry = FakeRegistry.start()) {
            ImageGraph image = ImageGraphs.ofContent("tagged");
            image.pushTo(registry.content(), "team/app", "t0");
            IntStream.range(1, TAGS).forEach(i -> registry.content()
                    .pushManifest(
                            "team/app",
                            "t" + i,
                            image.root().mediaType(),
                            image.root().bytes()));
            registry.exchanges().clear();
            peer.untag(registry.host() + "/team/app:t7", net).run();
            int left = registry.content().tags("team/app").size();
            return counted(registry) + (left == TAGS - 1 ? "" : ", and " + (TAGS - 1 - left) + " other tags gone");
        }
    }
}
