package dev.imagesync.configuration;

import dev.imagesync.transport.RequestLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a process finds around it.
 *
 * @param variables the environment variables
 * @param home the user's home
 * @param log takes a line for each file or helper of credentials that could not be used
 * @param requests hears of each request
 */
public record Surroundings(Map<String, String> variables, Path home, Consumer<String> log, RequestLog requests) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** Those of a provider, which tells nobody of its requests. */
    public static Surroundings of(Map<String, String> variables, Consumer<String> log) {
        return new Surroundings(variables, Path.of(System.getProperty("user.home")), log, RequestLog.NONE);
    }
}
