package dev.imagesync.terraform;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.tfvalues.Value;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attribute {@code timeouts}, whose texts are durations as Go writes them, for example {@code 1h30m}. */
final class Timeouts {

    private static final Pattern WHOLE = Pattern.compile("([0-9]{1,6}(h|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9]{1,6})(h|m|s)");

    private Timeouts() {}

    static void validate(Value config, Diagnostics diagnostics) {
        for (String operation : List.of("create", "update", "delete")) {
            String text = text(config, operation);
            if (text != null && !WHOLE.matcher(text).matches()) {
                diagnostics.error(
                        "timeouts." + operation,
                        Problem.ofInput(
                                        Code.INPUT_INVALID,
                                        "\"" + text + "\" is no duration",
                                        "write for example 30m or 1h30m")
                                .oneLine());
            }
        }
    }

    private static @Nullable String text(Value object, String operation) {
        return object instanceof Value.Fields fields && fields.get("timeouts") instanceof Value.Fields timeouts
                ? ResourceState.text(timeouts.get(operation))
                : null;
    }

    /** How long an operation may take; zero means as long as it takes. */
    static Duration allowed(Value object, String operation) {
        String text = text(object, operation);
        Duration all = Duration.ZERO;
        if (text != null) {
            for (MatchResult part : PART.matcher(text).results().toList()) {
                long number = Long.parseLong(part.group(1));
                all = all.plus(
                        switch (part.group(2)) {
                            case "h" -> Duration.ofHours(number);
                            case "m" -> Duration.ofMinutes(number);
                            default -> Duration.ofSeconds(number);
                        });
            }
        }
        return all;
    }
}
