package dev.imagesync.bench;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** {@code tofu plan} where nothing changed: OpenTofu starts the provider three times. */
final class Plans {

    private static final List<Integer> SIZES = List.of(1, 100, 1000);
    private static final String TOFU = PinnedTools.bin("tofu").toString();

    private final Turns turns;
    private final Net net;

    Plans(Turns turns, Net net) {
        this.turns = turns;
        this.net = net;
    }

    Section section() {
        Section section = new Section(
                "tofu plan, nothing changed, " + net,
                """
                The whole command, in which OpenTofu starts the provider three times: for its schema, to validate, and to read and
                plan. For each image it asks two registries, one HEAD each. Beside it a plan of as many resources of
                terraform-provider-time, which is written in Go and asks nobody. Memory is the most that the largest process had
                resident, in a run of its own.
                """,
                List.of("provider", "images", turns.wall(), "CPU, s", "largest process, MiB"));
        try (RegistryProcess source = net.registry();
                RegistryProcess mirror = net.registry()) {
            net.fillSmall(source.host(), SIZES.getLast(), "team/app%d:1"::formatted);
            for (int size : SIZES) {
                measure(programs(size, source.host(), mirror.host()), size, section);
            }
        }
        return section;
    }

    private void measure(Map<String, String> programs, int size, Section section) {
        Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
        programs.forEach((provider, folder) -> {
            Measured _ = tofu(folder, "apply", "-auto-approve").run();
            ways.put(provider, round -> plan(folder).run());
        });
        turns.measure(ways)
                .forEach((provider, result) -> section.row(
                        provider,
                        List.of(
                                String.valueOf(size),
                                result.seconds().toString(),
                                result.cpuSeconds().middle(),
                                String.valueOf(plan(Objects.requireNonNull(programs.get(provider)))
                                                .peakKib()
                                        >> 10))));
    }

    private Map<String, String> programs(int size, String source, String mirror) {
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put(
                "imagesync",
                program(
                        "imagesync",
                        "imagesync/imagesync",
                        settings(source, mirror)
                                + """
                                resource "imagesync" "app" {
                                  count       = %d
                                  source      = "%s/team/app${count.index}:1"
                                  destination = "%s/mirror/app${count.index}:1"
                                }
                                """
                                        .formatted(size, source, mirror)));
        programs.put(
                "time (Go)",
                program(
                        "time",
                        "hashicorp/time",
                        """
                        resource "time_static" "release" {
                          count = %d
                        }
                        """
                                .formatted(size)));
        return programs;
    }

    private String settings(String source, String mirror) {
        return """
                provider "imagesync" {
                  registries = {
                    "%s" = { ca_file = "%s" }
                    "%s" = { ca_file = "%s" }
                  }
                }
                """
                .formatted(source, net.certificate(), mirror, net.certificate());
    }

    private Command plan(String folder) {
        return tofu(folder, "plan", "-detailed-exitcode");
    }

    private Command tofu(String folder, String... arguments) {
        Map<String, String> environment = new HashMap<>(net.environment());
        environment.put("TF_CLI_CONFIG_FILE", folder + "/tofu.rc");
        environment.put("CHECKPOINT_DISABLE", "1");
        List<String> words = new ArrayList<>(List.of(TOFU, "-chdir=" + folder));
        words.addAll(List.of(arguments));
        return new Command(words, environment);
    }

    /** Writes a program for one provider, which is taken from where it was built; gives its folder. */
    private String program(String name, String source, String resource) {
        try {
            Path folder = Files.createDirectories(net.home().resolve("plan-" + name));
            Files.writeString(
                    folder.resolve("tofu.rc"),
                    """
                            provider_installation {
                              dev_overrides {
                                "imagesync/imagesync" = "%s"
                                "hashicorp/time"      = "%s"
                              }
                            }
                            """
                            .formatted(
                                    Starts.BIN,
                                    PinnedTools.bin("terraform-provider-time").getParent()));
            Files.writeString(
                    folder.resolve("main.tf"),
                    """
                            terraform {
                              required_providers {
                                %s = {
                                  source = "%s"
                                }
                              }
                            }
                            """
                                    .formatted(name, source)
                            + resource);
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
