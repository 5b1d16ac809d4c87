package dev.imagesync.transport;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** When trying again makes sense, and when. */
final class Retries {

    private static final Set<Integer> STATUSES = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<Code> PASSING =
            Set.of(Code.CONNECTION_BROKE, Code.HOST_UNREACHABLE, Code.TOKEN_SERVICE_FAILED);

    private Retries() {}

    /** Why a failure stays: somebody answered, and will not answer otherwise. */
    static final class Final extends Exception {
        private static final long serialVersionUID = 1;

        Final(int status) {
            super(String.valueOf(status), null, false, false);
        }
    }

    /** Whether another attempt may bring another status. */
    static boolean mayHelp(int status) {
        return STATUSES.contains(status);
    }

    /** Whether another attempt may go better: an unknown name and a whole connect timeout do not heal within seconds. */
    static boolean mayHelp(ImagesyncException e) {
        return PASSING.contains(e.code())
                && !(e.getCause() instanceof UnknownHostException)
                && !(e.getCause() instanceof Final);
    }

    /**
     * The pause that a registry asks for by Retry-After, in seconds or as a date (RFC 9110, 10.2.3), where it has too much to
     * do; zero if it asks for none.
     */
    static Duration pauseAskedFor(Response response, InstantSource clock) {
        String value = response.header("Retry-After").map(String::trim).orElse("");
        if (value.isEmpty() || !mayHelp(response.status())) {
            return Duration.ZERO;
        }
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(value.length() > 6 ? 1_000_000 : Long.parseLong(value))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
