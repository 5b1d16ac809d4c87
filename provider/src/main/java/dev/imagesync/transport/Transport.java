package dev.imagesync.transport;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Registry;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to registries: sends a {@link Request} with the right credentials, follows redirects without them, and tries again
 * what may succeed later. Thread-safe; close it to close its connections.
 */
public final class Transport implements AutoCloseable {

    private final HostSettings hosts;
    private final Timing timing;
    private final Exchange exchange;
    private final Sending sending;
    private final Authenticator authenticator;
    private final LongAdder requests;
    private final @Nullable Backoff shared;

    public Transport(HostSettings hosts, Credentials credentials) {
        this(hosts, credentials, Timing.DEFAULTS);
    }

    public Transport(HostSettings hosts, Credentials credentials, Timing timing) {
        this(hosts, credentials, timing, RequestLog.NONE);
    }

    public Transport(HostSettings hosts, Credentials credentials, Timing timing, RequestLog log) {
        this(Reach.of(hosts), credentials, timing, log);
    }

    public Transport(Reach reach, Credentials credentials, Timing timing, RequestLog log) {
        this.hosts = reach.hosts();
        this.timing = timing;
        this.exchange = new Exchange(reach, timing, log);
        this.sending = new Sending(exchange, reach, timing);
        this.authenticator = new Authenticator(credentials, new TokenService(exchange, hosts, timing.clock()), hosts);
        this.requests = new LongAdder();
        this.shared = null;
    }

    private Transport(Transport other, LongAdder requests, @Nullable Backoff shared) {
        this.hosts = other.hosts;
        this.timing = other.timing;
        this.exchange = other.exchange;
        this.sending = other.sending;
        this.authenticator = other.authenticator;
        this.requests = requests;
        this.shared = shared;
    }

    /** The same connections, tokens and settings under a count of its own; closing either closes both. */
    public Transport metered() {
        return new Transport(this, new LongAdder(), shared);
    }

    /** The same, all of whose requests share these attempts; closing either closes both. */
    public Transport within(Backoff attempts) {
        return new Transport(this, requests, attempts);
    }

    /** How many requests were sent to registries, redirects and repetitions included, those for tokens not. */
    public long requests() {
        return requests.sum();
    }

    /**
     * Sends the request and gives the last response, whatever its status. A 401 comes back only if every credential at hand was
     * refused, and to pull nobody as well. Statuses 408, 429, 500, 502, 503 and 504 and broken connections are tried again as
     * {@link Backoff} says, and a {@code Retry-After} is waited for, 30 s at most. A registry that another request gave up on a
     * moment ago is not asked.
     *
     * @throws ImagesyncException IS2103, IS2104, IS2105, IS3001 to IS3007; IS4003 and IS4004 for a registry that asked another
     *     request to wait
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
                throw Unanswered.problem(request, response.address(), e);
            }
        });
    }

    private <T> T attempt(Request request, Operation operation, Function<Response, T> use) {
        HostHealth health = sending.health(request.registry());
        Backoff attempts = shared == null ? Backoff.ofRequest(timing.pauses()) : shared;
        if (!attempts.isShared()) {
            health.check(request);
        }
        while (true) {
            health.awaitWelcome(operation);
            long answers = health.answers();
            try {
                Response response = authenticator.send(request, operation, this::sendOnce);
                if (!Retries.mayHelp(response.status()) || !request.isRepeatable()) {
                    return use.apply(response);
                }
                if (!attempts.tryAgain(operation)) {
                    health.gaveUp(response);
                    return use.apply(response);
                }
                response.close();
            } catch (ImagesyncException e) {
                if (!request.isRepeatable() || !Retries.mayHelp(e) || !attempts.tryAgain(operation)) {
                    health.gaveUp(e, answers);
                    throw e;
                }
            }
        }
    }

    private Response sendOnce(
            Request request, java.util.function.Supplier<Authorization> authorization, Operation operation) {
        return sending.send(request, authorization, requests, operation);
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
