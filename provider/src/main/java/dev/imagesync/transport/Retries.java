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

    private static final Set<Code> PASSING =
            Set.of(Code.CONNECTION_BROKE, Code.HOST_UNREACHABLE, Code.TOKEN_SERVICE_FAILED);

    private Retries() {}

    /** Whether another attempt may go better: an unknown name and a whole connect timeout do not heal within seconds. */
    static boolean mayHelp(ImagesyncException e) {
        return PASSING.contains(e.code()) && !(e.getCause() instanceof UnknownHostException);
    }

    /** The pause that the registry asks for by Retry-After, seconds or date, within bounds; else the given one. */
    static Duration pauseAskedFor(Response response, Duration otherwise, Duration most, InstantSource clock) {
        String value = response.header("Retry-After").map(String::trim).orElse("");
        if (value.isEmpty()) {
            return otherwise;
        }
        Duration asked;
        try {
            asked = value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(value.length() > 6 ? most.toSeconds() : Long.parseLong(value))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return otherwise;
        }
        if (asked.compareTo(otherwise) < 0) {
            return otherwise;
        }
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
