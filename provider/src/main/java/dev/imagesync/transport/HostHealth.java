package dev.imagesync.transport;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one registry is known to be unable to do now, so that not each of hundreds of images finds it out by itself. A
 * {@code Retry-After} is waited for by all. A registry that a request gave up on fails the next ones at once, for
 * {@link #REMEMBERED}, unless it answered somebody meanwhile. Thread-safe.
 */
final class HostHealth {

    /** The longest that a {@code Retry-After} is followed. */
    static final Duration MOST_ASKED = Duration.ofSeconds(30);

    /** How long a registry that does not answer is left alone. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final Set<Code> AWAY = Set.of(Code.HOST_UNREACHABLE, Code.TIMED_OUT);

    private final Timing timing;
    private Instant welcomeAt = Instant.MIN;
    private Instant backAt = Instant.MIN;
    private @Nullable Problem outage;
    private long answers;

    HostHealth(Timing timing) {
        this.timing = timing;
    }

    /**
     * Returns if a request has a chance.
     *
     * @throws ImagesyncException the problem of the request that had none a moment ago
     */
    synchronized void check(Request request) {
        if (outage != null && timing.clock().instant().isBefore(backAt)) {
            throw new Problem(
                            outage.code(),
                            request.describe(),
                            outage.answer() + " (found out a moment ago by another request)",
                            outage.credential(),
                            outage.next())
                    .toException();
        }
    }

    /** Waits as long as the registry asked for. */
    void awaitWelcome(Operation operation) {
        Duration left;
        synchronized (this) {
            Instant now = timing.clock().instant();
            left = now.isBefore(welcomeAt) ? Duration.between(now, welcomeAt) : Duration.ZERO;
        }
        if (left.isPositive()) {
            timing.pauses().pause(left, operation);
        }
    }

    /** How many answers there were; for {@link #gaveUp(ImagesyncException, long)}. */
    synchronized long answers() {
        return answers;
    }

    /** There is an answer, whatever it says; it may ask for a pause. */
    synchronized void answered(Response response) {
        answers++;
        outage = null;
        Duration asked = Retries.pauseAskedFor(response, timing.clock());
        Instant until = timing.clock().instant().plus(asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked);
        if (asked.isPositive() && until.isAfter(welcomeAt)) {
            welcomeAt = until;
        }
    }

    /**
     * A request got no answer in any of its attempts.
     *
     * @param answersBefore how many answers others had had when its last attempt began: whoever had one since then proves
     *     that the registry is there
     */
    synchronized void gaveUp(ImagesyncException e, long answersBefore) {
        if (AWAY.contains(e.code()) && answers == answersBefore) {
            remember(e.problem(), REMEMBERED);
        }
    }

    /** A request was put off by {@code Retry-After} in all of its attempts. */
    synchronized void gaveUp(Response response) {
        Duration asked = Retries.pauseAskedFor(response, timing.clock());
        if (asked.isPositive()) {
            Code code = response.status() == 429 ? Code.RATE_LIMITED : Code.REGISTRY_FAILED;
            String answer = response.status() + ", with a Retry-After of " + asked.toSeconds() + " s";
            String next = "wait, or log in for a higher limit";
            remember(
                    new Problem(code, response.request().describe(), answer, response.credential(), next),
                    asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked);
        }
    }

    private void remember(Problem problem, Duration time) {
        outage = problem;
        backAt = timing.clock().instant().plus(time);
    }
}
