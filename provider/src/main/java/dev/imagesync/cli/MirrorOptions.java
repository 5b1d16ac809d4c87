package dev.imagesync.cli;

import dev.imagesync.workload.Glob;
import dev.imagesync.workload.Layout;
import dev.imagesync.workload.MirrorPrefix;
import dev.imagesync.workload.MirrorRules;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which images a mirror takes, and where it keeps them. */
final class MirrorOptions {

    private final OptionSpec layout = OptionSpec.builder("--layout")
            .type(String.class)
            .paramLabel("LAYOUT")
            .defaultValue("host")
            .description(
                    "How repositories are named below the prefix: host (docker.io/library/nginx), flat (nginx), or a"
                            + " pattern with {host}, {path} or {name}. Default: ${DEFAULT-VALUE}")
            .build();

    private final OptionSpec include = Command.list("--include")
            .paramLabel("GLOB")
            .description("Take these images alone, for example docker.io/** or quay.io/team/*:1.*; may be repeated")
            .build();

    private final OptionSpec exclude = Command.list("--exclude")
            .paramLabel("GLOB")
            .description("Leave these images as they are; may be repeated")
            .build();

    CommandSpec addTo(CommandSpec spec) {
        return spec.addOption(layout).addOption(include).addOption(exclude);
    }

    MirrorRules rules(String prefix) {
        return new MirrorRules(
                MirrorPrefix.parse(prefix), Layout.parse(layout.getValue()), globs(include), globs(exclude));
    }

    private static List<Glob> globs(OptionSpec option) {
        List<String> given = option.getValue();
        return given.stream().map(Glob::parse).toList();
    }
}
