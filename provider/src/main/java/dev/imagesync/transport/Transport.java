package dev.imagesync.transport;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
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

/**
 * The way to registries: sends a {@link Request} with the right credentials, follows redirects without them, and tries again
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

    private final Exchange exchange;
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
        this(Reach.of(hosts), credentials, timing, log);
    }

    public Transport(Reach reach, Credentials credentials, Timing timing, RequestLog log) {
        this.limits = reach.limits();
        this.budgets = new ConcurrentHashMap<>();
        this.hosts = reach.hosts();
        this.timing = timing;
        this.exchange = new Exchange(reach, timing, log);
        this.authenticator = new Authenticator(credentials, new TokenService(exchange, timing.clock()), hosts);
    }

    private Transport(Transport shared) {
        this.hosts = shared.hosts;
        this.timing = shared.timing;
        this.exchange = shared.exchange;
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
     * Sends the request and gives the last response, whatever its status. A 401 comes back only if every credential at hand, and
     * none, was tried. Statuses 408, 429 and 5xx and broken connections are tried again up to four times.
     *
     * @throws ImagesyncException IS2103, IS2104, IS3001 to IS3007
     */
    public Response send(Request request, Operation operation) {
        return attempt(request, operation, response -> response);
    }

    /** Reads a response. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /**
     * Sends the request as {@link #send(Request, Operation)} does, and reads the response; a body that breaks is a broken
     * connection, and the whole request is tried again.
     */
    public <T> T send(Request request, Operation operation, Reader<T> reader) {
        return attempt(request, operation, response -> {
            try (response) {
                return reader.read(response);
            } catch (IOException e) {
                operation.check();
                throw Exchange.unanswered(request, e);
            }
        });
    }

    private <T> T attempt(Request request, Operation operation, Function<Response, T> use) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS || !request.isRepeatable();
            Duration pause = backoff(attempt);
            try {
                Response response = authenticator.send(request, operation, this::follow);
                if (last || !RETRIED.contains(response.status())) {
                    return use.apply(response);
                }
                try (response) {
                    pause = Retries.pauseAskedFor(response, pause, LONGEST_PAUSE, timing.clock());
                }
            } catch (ImagesyncException e) {
                if (last || !Retries.mayHelp(e)) {
                    throw e;
                }
            }
            timing.pauses().pause(pause, operation);
        }
    }

    private static Duration backoff(int attempt) {
        long most = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** One exchange and its redirects. Credentials go to the registry itself and nowhere else. */
    private Response follow(Request request, Authorization authorization, Operation operation) {
        URI root = hosts.root(request.registry());
        URI address = root.resolve(request.target());
        for (int redirects = 0; ; redirects++) {
            boolean toRegistry = hosts.isAt(request.registry(), address);
            Response response =
                    exchange(new Message(request, address, toRegistry ? authorization : Authorization.NONE), operation);
            boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
            if (!isRead || !REDIRECTS.contains(response.status())) {
                return response;
            }
            String location = response.header("Location").orElse("");
            response.close();
            if (location.isBlank()) {
                throw refused(request, location, "a redirect to nowhere");
            }
            if (redirects == MAX_REDIRECTS) {
                throw refused(request, location, "more than " + MAX_REDIRECTS + " redirects");
            }
            try {
                address = address.resolve(location);
            } catch (IllegalArgumentException e) {
                throw refused(request, location, "not an address");
            }
        }
    }

    private Response exchange(Message message, Operation operation) {
        Request request = message.request();
        HostBudget budget = budgets.computeIfAbsent(
                request.registry().canonical(), registry -> new HostBudget(limits.of(registry), timing.clock()));
        boolean isUpload = !request.isRepeatable();
        budget.enter(isUpload, operation);
        try {
            requests.increment();
            Response response = exchange.exchange(message, operation);
            if (response.status() == 429 || response.status() == 503) {
                budget.tooMuch();
            } else {
                budget.wentWell();
            }
            return response;
        } finally {
            budget.leave(isUpload);
        }
    }

    private static ImagesyncException refused(Request request, String location, String why) {
        return new Problem(
                        Code.ADDRESS_REFUSED,
                        request.describe(),
                        "\"" + location.replaceAll("\\?.*", "") + "\": " + why,
                        null,
                        "ask whoever runs " + request.registry() + " why it sends its clients there")
                .toException();
    }

    /** How a registry is spoken to, for messages and for pings. */
    public URI root(Registry registry) {
        return hosts.root(registry);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
