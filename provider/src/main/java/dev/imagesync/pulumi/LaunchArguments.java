package dev.imagesync.pulumi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program was started for. */
sealed interface LaunchArguments {

    /**
     * Serve.
     *
     * @param engine the address of the engine; null if a person started the program
     */
    record Serve(@Nullable String engine) implements LaunchArguments {}

    record Help() implements LaunchArguments {}

    record Version() implements LaunchArguments {}

    /**
     * Nothing that the program can do.
     *
     * @param why one line about it
     */
    record Wrong(String why) implements LaunchArguments {}

    /** Reads the arguments: the engine's address, and the options that the engine hands on to every plugin. */
    static LaunchArguments parse(List<String> arguments) {
        String engine = null;
        String unknown = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--help") || argument.equals("-h")) {
                return new Help();
            }
            if (argument.equals("--version")) {
                return new Version();
            }
            if (argument.equals("--tracing") || argument.equals("-tracing")) {
                i++;
            } else if (argument.startsWith("-")) {
                if (!argument.matches("--?(logtostderr|logflow|v|tracing)(=.*)?")) {
                    unknown = argument;
                }
            } else if (engine != null) {
                return new Wrong("there is one engine address, and then " + argument);
            } else if (!argument.matches(".+:[0-9]{1,5}")) {
                return new Wrong("\"" + argument + "\" is not the HOST:PORT of an engine");
            } else {
                engine = argument;
            }
        }
        // An engine of tomorrow may hand on what is not known yet; a person means something by it.
        return engine == null && unknown != null ? new Wrong("there is no option " + unknown) : new Serve(engine);
    }
}
