package dev.imagesync.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command, and how it is written. It is told to picocli by its programmatic API: to read annotations by reflection takes
 * a tenth of a second at every start, since neither their proxies nor their method handles come from an AOT cache.
 */
interface Command extends Callable<Integer> {

    /** Name, parameters, options and help; the parameters and options hold their values once a command line was parsed. */
    CommandSpec spec();

    /** A specification that runs the command. */
    default CommandSpec named(String name, String... description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name);
        spec.usageMessage().description(description);
        return spec;
    }

    /** A parameter that must be given. */
    static PositionalParamSpec parameter(String label, String description) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** An option that is given or not. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .defaultValue("false")
                .description(description)
                .build();
    }

    /** An option that may be repeated. */
    static OptionSpec.Builder list(String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(new ArrayList<String>());
    }
}
