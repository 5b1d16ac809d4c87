package dev.imagesync.bench;

import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.PulumiHome;
import dev.imagesync.testkit.RegistryProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code pulumi preview} of {@code examples/pulumi-java} where nothing changed. */
final class Previews {

    private static final List<Integer> SIZES = List.of(1, 200, 1000);
    private static final String PULUMI = PinnedTools.bin("pulumi").toString();
    private static final String OURS = "pulumi-resource-imagesync";

    private final Turns turns;
    private final Net net;

    Previews(Turns turns, Net net) {
        this.turns = turns;
        this.net = net;
    }

    Section section() {
        Section section = new Section(
                "pulumi preview, nothing changed, " + net,
                """
                The whole command on examples/pulumi-java, in which Maven compiles and starts the program and the engine starts the
                provider. For each image it asks two registries, one HEAD each. Beside it a preview of the same program with a
                provider that is written in Go, does nothing and asks nobody: what the engine, the program and the protocol take by
                themselves.
                """,
                List.of("provider", "images", turns.wall(), "CPU, s"));
        try (RegistryProcess source = net.registry();
                RegistryProcess mirror = net.registry()) {
            net.fillSmall(source.host(), SIZES.getLast(), "team/app:%d"::formatted);
            Map<String, Program> programs = new LinkedHashMap<>();
            programs.put("imagesync", stack("imagesync", Starts.BIN));
            programs.put("nothing (Go)", stack("nothing", nothing()));
            programs.values().forEach(program -> {
                program.set("upstream", source.host() + "/team");
                program.set("mirror", mirror.host() + "/mirror");
                program.set("image", "app");
                program.trust(source.host(), mirror.host());
            });
            for (int size : SIZES) {
                measure(programs, size, section);
            }
        }
        return section;
    }

    private void measure(Map<String, Program> programs, int size, Section section) {
        Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
        programs.forEach((provider, program) -> {
            program.set(
                    "tags", IntStream.range(0, size).mapToObj(String::valueOf).collect(Collectors.joining(",")));
            Measured _ = program.pulumi("up", "--yes", "--skip-preview").run();
            ways.put(provider, round -> program.pulumi("preview", "--expect-no-changes")
                    .run());
        });
        turns.measure(ways)
                .forEach((provider, result) -> section.row(
                        provider,
                        List.of(
                                String.valueOf(size),
                                result.seconds().toString(),
                                result.cpuSeconds().middle())));
    }

    /** A folder in which the engine finds the provider that does nothing, as if it were ours. */
    private Path nothing() {
        try {
            Path bin = Files.createDirectories(net.home().resolve("nothing"));
            Files.createSymbolicLink(bin.resolve(OURS), PinnedTools.bin("pulumi-resource-nothing"));
            return bin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the example, with a stack that has nothing yet. */
    private Program stack(String name, Path provider) {
        Path folder = net.home().resolve("preview-" + name);
        Example.PULUMI_JAVA.copyTo(folder);
        Program program = new Program(folder, provider, net);
        Measured _ = program.pulumi("stack", "init", "bench").run();
        return program;
    }

    /**
     * A program and its stack.
     *
     * @param provider the folder of the provider
     */
    private record Program(Path folder, Path provider, Net net) {

        void set(String key, String value) {
            Measured _ = pulumi("config", "set", key, value).run();
        }

        void trust(String... hosts) {
            for (String host : hosts) {
                String key = "imagesync:registries[\"" + host + "\"].caFile";
                Measured _ = pulumi(
                                "config",
                                "set",
                                "--path",
                                key,
                                net.certificate().toString())
                        .run();
            }
        }

        Command pulumi(String... arguments) {
            Map<String, String> environment = new HashMap<>(net.environment());
            environment.putAll(PulumiHome.in(folder));
            // An update would write the whole state after each of a thousand images; a preview writes none.
            environment.put("PULUMI_EXPERIMENTAL", "true");
            environment.put("PULUMI_SKIP_CHECKPOINTS", "true");
            environment.put(
                    "PATH",
                    String.join(
                            File.pathSeparator,
                            provider.toString(),
                            PinnedTools.root().resolve(".tools/bin").toString(),
                            System.getenv().getOrDefault("PATH", "")));
            List<String> words = new ArrayList<>(List.of(PULUMI, "--cwd", folder.toString(), "--non-interactive"));
            words.addAll(List.of(arguments));
            return new Command(words, environment);
        }
    }
}
