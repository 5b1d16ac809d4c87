package dev.imagesync.transport;

import dev.imagesync.auth.Credentials;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to registries: sends a {@link Call} with the right credentials, follows redirects without them, and tries again
 * what may succeed later. Thread-safe; close it to close its connections.
 */
public final class Transport implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /** The longest that a registry's Retry-After is followed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> RETRIED = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Wire wire;
    private final HostSettings hosts;
    private final Authenticator authenticator;
    private final Timing timing;
    private final Limits limits;
    private final Map<Registry, HostBudget> budgets;
    private final LongAdder requests = new LongAdder();

    public Transport(HostSettings hosts, Credentials credentials) {
        this(hosts, credentials, Timing.DEFAULTS, RequestLog.NONE);
    }

    public Transport(HostSettings hosts, Credentials credentials, Timing timing) {
        this(hosts, credentials, timing, RequestLog.NONE);
    }

    public Transport(HostSettings hosts, Credentials credentials, Timing timing, RequestLog log) {
        this(hosts, credentials, timing, log, Limits.DEFAULTS, Network.PLAIN);
    }

    public Transport(
            HostSettings hosts,
            Credentials credentials,
            Timing timing,
            RequestLog log,
            Limits limits,
            Network network) {
        this.limits = limits;
        this.budgets = new ConcurrentHashMap<>();
        this.hosts = hosts;
        this.timing = timing;
        this.wire = new Wire(hosts, timing, log, network);
        this.authenticator = new Authenticator(credentials, new TokenService(wire, timing.clock()), hosts);
    }

    private Transport(Transport shared) {
        this.hosts = shared.hosts;
        this.timing = shared.timing;
        this.wire = shared.wire;
        this.authenticator = shared.authenticator;
        this.limits = shared.limits;
        this.budgets = shared.budgets;
    }

    /** The same connections, tokens and settings under a count of its own; closing either closes both. */
    public Transport metered() {
        return new Transport(this);
    }

    /** How many requests were sent to registries, redirects and repetitions included, those for tokens not. */
    public long requests() {
        return requests.sum();
    }

    /**
     * Sends the call and gives the last answer, whatever its status. A 401 comes back only if every credential at hand, and
     * none, was tried. Statuses 408, 429 and 5xx and broken connections are tried again up to four times.
     *
     * @throws ImagesyncException IS2103, IS2104, IS3001 to IS3007
     */
    public Answer send(Call call, Cancellation cancellation) {
        return attempt(call, cancellation, answer -> answer);
    }

    /** Reads an answer. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Answer answer) throws IOException;
    }

    /**
     * Sends the call as {@link #send(Call, Cancellation)} does, and reads the answer; a body that breaks is a broken
     * connection, and the whole call is tried again.
     */
    public <T> T send(Call call, Cancellation cancellation, Reader<T> reader) {
        return attempt(call, cancellation, answer -> {
            try (answer) {
                return reader.read(answer);
            } catch (IOException e) {
                cancellation.check();
                throw Wire.unanswered(call, e);
            }
        });
    }

    private <T> T attempt(Call call, Cancellation cancellation, Function<Answer, T> use) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS || !call.isRepeatable();
            Duration pause = backoff(attempt);
            try {
                Answer answer = authenticator.send(call, cancellation, this::follow);
                if (last || !RETRIED.contains(answer.status())) {
                    return use.apply(answer);
                }
                try (answer) {
                    pause = Retries.pauseAskedFor(answer, pause, LONGEST_PAUSE, timing.clock());
                }
            } catch (ImagesyncException e) {
                if (last || !Retries.mayHelp(e)) {
                    throw e;
                }
            }
            timing.pauses().pause(pause, cancellation);
        }
    }

    private static Duration backoff(int attempt) {
        long most = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** One exchange and its redirects. Credentials go to the registry itself and nowhere else. */
    private Answer follow(
            Call call, Map<String, String> authorization, @Nullable String credential, Cancellation cancellation) {
        URI root = hosts.root(call.registry());
        URI address = root.resolve(call.target());
        for (int redirects = 0; ; redirects++) {
            boolean toRegistry = hosts.isAt(call.registry(), address);
            Answer answer = exchange(
                    call, address, toRegistry ? authorization : Map.of(), toRegistry ? credential : null, cancellation);
            boolean isRead = call.method().equals("GET") || call.method().equals("HEAD");
            if (!isRead || !REDIRECTS.contains(answer.status())) {
                return answer;
            }
            String location = answer.header("Location").orElse("");
            answer.close();
            if (location.isBlank()) {
                throw refused(call, location, "a redirect to nowhere");
            }
            if (redirects == MAX_REDIRECTS) {
                throw refused(call, location, "more than " + MAX_REDIRECTS + " redirects");
            }
            try {
                address = address.resolve(location);
            } catch (IllegalArgumentException e) {
                throw refused(call, location, "not an address");
            }
        }
    }

    private Answer exchange(
            Call call,
            URI address,
            Map<String, String> authorization,
            @Nullable String credential,
            Cancellation cancellation) {
        HostBudget budget = budgets.computeIfAbsent(
                call.registry().canonical(), registry -> new HostBudget(limits.of(registry), timing.clock()));
        boolean isUpload = !call.isRepeatable();
        budget.enter(isUpload, cancellation);
        try {
            requests.increment();
            Answer answer = wire.exchange(call, address, authorization, credential, cancellation);
            if (answer.status() == 429 || answer.status() == 503) {
                budget.tooMuch();
            } else {
                budget.wentWell();
            }
            return answer;
        } finally {
            budget.leave(isUpload);
        }
    }

    private static ImagesyncException refused(Call call, String location, String why) {
        return new Problem(
                        Code.ADDRESS_REFUSED,
                        call.describe(),
                        "\"" + location.replaceAll("\\?.*", "") + "\": " + why,
                        null,
                        "ask whoever runs " + call.registry() + " why it sends its clients there")
                .toException();
    }

    /** How a registry is spoken to, for messages and for pings. */
    public URI root(Registry registry) {
        return hosts.root(registry);
    }

    @Override
    public void close() {
        wire.close();
    }
}
