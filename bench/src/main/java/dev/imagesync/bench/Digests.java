package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** The shortest command that asks a registry: one for the digest of a tag. */
final class Digests {

    private final Turns turns;

    Digests(Turns turns) {
        this.turns = turns;
    }

    Section section(Net net) {
        Section section = new Section(
                "The digest of a tag, one command, " + net,
                """
                A whole command, with its start, its connection and its end. All but skopeo send one HEAD; skopeo reads the
                manifest, the config and the tags.
                """,
                List.of("who", turns.wall(), "to crane", "CPU, s"));
        try (RegistryProcess registry = net.registry()) {
            net.fill(registry.host(), Map.of("team/app:1", ImageGraphs.ofContent("digest")));
            String image = registry.host() + "/team/app:1";
            Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
            Peer.here()
                    .forEach(peer -> ways.put(
                            peer.title(), round -> peer.digest(image, net).run()));
            Map<String, Turns.Result> results = turns.measure(ways);
            Spread crane =
                    Objects.requireNonNull(results.get(Peer.CRANE.title())).seconds();
            results.forEach((who, result) -> section.row(
                    who,
                    List.of(
                            result.seconds().toString(),
                            result.seconds().to(crane),
                            result.cpuSeconds().middle())));
        }
        return section;
    }
}
