package dev.imagesync.bench;

import dev.imagesync.testkit.ImageGraphs;
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
import java.util.function.IntFunction;

/** {@code tofu plan} where nothing changed: OpenTofu starts the provider three times. */
final class Plans {

    private static final String TOFU = PinnedTools.bin("tofu").toString();

    private final Turns turns;
    private final Net net;

    Plans(Turns turns, Net net) {
        this.turns = turns;
        this.net = net;
    }

    Section section() {
        Section section = new Section(
                "tofu plan, one image, nothing changed",
                """
                The whole command, in which OpenTofu starts the provider three times: for its schema, to validate, and to read and
                plan. Beside it a plan of one resource of terraform-provider-time, which is written in Go and asks nobody; ours asks
                two registries.
                """,
                List.of("provider", "wall, s: median (min-max)", "CPU, s"));
        try (RegistryProcess source = RegistryProcess.start();
                RegistryProcess mirror = RegistryProcess.start()) {
            ImageGraphs.ofContent("plan").pushTo(source.content(), "team/app", "1");
            Map<String, String> programs = new LinkedHashMap<>();
            programs.put(
                    "imagesync",
                    program(
                            "imagesync",
                            "imagesync/imagesync",
                            """
                            resource "imagesync" "app" {
                              source      = "%s/team/app:1"
                              destination = "%s/mirror/app:1"
                            }
                            """
                                    .formatted(source.host(), mirror.host())));
            programs.put(
                    "time (Go)",
                    program(
                            "time",
                            "hashicorp/time",
                            """
                            resource "time_static" "release" {}
                            """));
            Map<String, IntFunction<Measured>> ways = new LinkedHashMap<>();
            programs.forEach((provider, folder) -> {
                Measured _ = tofu(folder, "apply", "-auto-approve");
                ways.put(provider, round -> tofu(folder, "plan", "-detailed-exitcode"));
            });
            turns.measure(ways)
                    .forEach((provider, result) -> section.row(
                            provider,
                            List.of(
                                    result.seconds().toString(),
                                    result.cpuSeconds().middle())));
        }
        return section;
    }

    private Measured tofu(String folder, String... arguments) {
        Map<String, String> environment = new HashMap<>(net.environment());
        environment.put("TF_CLI_CONFIG_FILE", folder + "/tofu.rc");
        environment.put("CHECKPOINT_DISABLE", "1");
        List<String> words = new ArrayList<>(List.of(TOFU, "-chdir=" + folder));
        words.addAll(List.of(arguments));
        return new Command(words, environment).run();
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
