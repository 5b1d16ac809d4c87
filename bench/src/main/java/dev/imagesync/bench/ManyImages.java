package dev.imagesync.bench;

import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A hundred small images in one go. */
final class ManyImages {

    private static final int IMAGES = 100;
    private static final String REGSYNC = "regsync once";

    private final Turns turns;
    private final Net net;

    ManyImages(Turns turns, Net net) {
        this.turns = turns;
        this.net = net;
    }

    Section section() {
        Section section = new Section(
                IMAGES + " small images in one command, " + net,
                """
                Multi-platform images of a few kilobytes, each with blobs of its own, between two distribution registries, into
                new repositories each time. The start of the program is included. regsync runs as it is by default, one image after the
                other, and with eight at a time, as many as imagesync takes.
                """,
                List.of("who", turns.wall(), "to regsync", "CPU, s"));
        try (RegistryProcess source = net.registry();
                RegistryProcess destination = net.registry()) {
            net.fillSmall(source.host(), IMAGES, "team/app%d:1"::formatted);
            Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
            ways.put("imagesync copy --from", round -> {
                String to = destination.host() + "/ours" + round;
                return Peer.copyList(list(source.host(), to), source.host() + "/", to, net)
                        .run();
            });
            for (int parallel : new int[] {1, 8}) {
                ways.put(REGSYNC + (parallel == 1 ? "" : ", parallel: " + parallel), round -> Peer.regsync(
                                config(
                                        source.host(),
                                        destination.host() + "/theirs" + parallel + "-" + round,
                                        parallel),
                                net)
                        .run());
            }
            Map<String, Turns.Result> results = turns.measure(ways);
            Spread regsync = Objects.requireNonNull(results.get(REGSYNC)).seconds();
            results.forEach((who, result) -> section.row(
                    who,
                    List.of(
                            result.seconds().toString(),
                            result.seconds().to(regsync),
                            result.cpuSeconds().middle())));
        }
        return section;
    }

    private Path list(String source, String destination) {
        return write(
                "images.txt",
                IntStream.range(0, IMAGES)
                        .mapToObj(i -> source + "/team/app" + i + ":1 " + destination + "/app" + i + ":1")
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private Path config(String source, String destination, int parallel) {
        String creds = List.of(source, destination.substring(0, destination.indexOf('/'))).stream()
                .map(host -> "  - registry: " + host + "\n    tls: " + (net.isTls() ? "enabled" : "disabled") + "\n")
                .collect(Collectors.joining("", "creds:\n", ""));
        return write(
                "regsync.yml",
                "version: 1\n" + creds + "defaults:\n  parallel: " + parallel + "\n"
                        + IntStream.range(0, IMAGES)
                                .mapToObj(i -> "  - source: " + source + "/team/app" + i + ":1\n    target: "
                                        + destination + "/app" + i + ":1\n    type: image\n")
                                .collect(Collectors.joining("", "sync:\n", "")));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(net.home().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
