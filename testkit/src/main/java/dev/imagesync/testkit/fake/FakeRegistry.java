package dev.imagesync.testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagesync.testkit.RegistryContent;
import dev.imagesync.testkit.RunningRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A registry in memory on a free port of loopback, over plain HTTP. It takes only what the OCI distribution spec allows, does
 * wrong what its {@link FaultPlan} says, and remembers what it was asked. Thread-safe.
 */
public final class FakeRegistry implements RunningRegistry {

    static {
        // Without it, an answer waits for the acknowledgement of its own headers, 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Storage storage;
    private final Uploads uploads;
    private final Router router;
    private final Gate gate;
    private final FaultPlan faults = new FaultPlan();
    private final ExchangeLog exchanges = new ExchangeLog();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Duration distance = Duration.ZERO;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private FakeRegistry(FakeOptions options) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        gate = new Gate(options.login(), host());
        storage = new Storage(options.createsRepositories());
        uploads = new Uploads(
                storage, options, (request, repository) -> gate.allows(request, Permission.pull(repository)));
        router = new Router(
                new Manifests(storage, options),
                new Blobs(storage, options),
                uploads,
                new TagList(storage),
                new Referrers(storage, options));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one that does what the spec says. */
    public static FakeRegistry start() {
        return start(FakeOptions.STRICT);
    }

    /** Starts one of this kind. */
    public static FakeRegistry start(FakeOptions options) {
        try {
            return new FakeRegistry(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What it holds, reached without the wire: neither logged nor hit by faults. */
    @Override
    public RegistryContent content() {
        return new FakeContent(storage, router);
    }

    /** What goes wrong. */
    public FaultPlan faults() {
        return faults;
    }

    /** What it was asked. */
    public ExchangeLog exchanges() {
        return exchanges;
    }

    /** How many uploads were begun and neither committed nor given up. */
    public int openUploads() {
        return uploads.open();
    }

    /** Creates an empty repository. */
    public void createRepository(String name) {
        storage.create(name);
    }

    /** Is this far away from now on: each answer takes so much longer. */
    public void moveAway(Duration distance) {
        this.distance = distance;
        mostAtOnce.set(0);
    }

    /** How many requests were on their way at once, at the most, since it was moved away. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Loses everything, as a registry that is set up anew. */
    public void loseEverything() {
        storage.clear();
    }

    /** Takes another password of {@code RegistryOptions.USER} from now on, and no token of before. */
    public void changePassword(String password) {
        gate.changePassword(password);
        gate.expireTokens();
    }

    /** Withdraws all tokens, whatever was said about their lifetime. */
    public void expireTokens() {
        gate.expireTokens();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request head = Request.head(exchange);
            mostAtOnce.accumulateAndGet(onTheirWay.incrementAndGet(), Math::max);
            LockSupport.parkNanos(distance.toNanos());
            Optional<Fault> fault = faults.next(head);
            if (fault.isPresent() && fault.get() instanceof Fault.Early early) {
                send(exchange, head, early.answer().toResponse(), Delivery.LINGERING);
                return;
            }
            Request request = Request.of(exchange);
            if (fault.isPresent()) {
                spoil(exchange, request, fault.get());
            } else {
                send(exchange, request, answer(request));
            }
        }
    }

    private Response answer(Request request) {
        return gate.stop(request).orElseGet(() -> router.answer(request));
    }

    private void spoil(HttpExchange exchange, Request request, Fault fault) throws IOException {
        switch (fault) {
            case Fault.Status status -> send(exchange, request, status.toResponse());
            case Fault.Early early -> throw new IllegalStateException("answered before the body is read");
            case Fault.Overruled overruled -> {
                answer(request);
                send(exchange, request, Response.of(overruled.status()));
            }
            case Fault.Elsewhere elsewhere ->
                send(
                        exchange,
                        request,
                        Response.of(307).with("Location", "http://" + elsewhere.host() + request.path()));
            case Fault.Reset reset -> record(request, Response.of(0));
            case Fault.Held held -> {
                held.asked().countDown();
                await(held.letGo());
                send(exchange, request, answer(request));
            }
            case Fault.Silent silent -> {
                record(request, Response.of(0));
                await(closing);
            }
            case Fault.Truncated truncated -> send(exchange, request, answer(request), Delivery.CUT);
            case Fault.Stalled stalled -> send(exchange, request, answer(request), Delivery.STALLED);
            case Fault.WrongBytes wrong ->
                send(exchange, request, answer(request).withLastByteChanged());
            case Fault.WrongLength length ->
                send(exchange, request, answer(request).longerBy(length.by()));
            case Fault.Header header -> send(exchange, request, answer(request).with(header.name(), header.value()));
            case Fault.Redirect redirect ->
                send(exchange, request, Response.of(307).with("Location", redirect.location()));
            case Fault.QueryIgnored ignored -> send(exchange, request, answer(request.withoutQuery()));
            case Fault.LoggedOut loggedOut -> send(exchange, request, gate.challenge(request));
            case Fault.TokensExpire expire -> {
                expireTokens();
                send(exchange, request, answer(request));
            }
        }
    }

    private void send(HttpExchange exchange, Request request, Response response) throws IOException {
        send(exchange, request, response, Delivery.WHOLE);
    }

    private void send(HttpExchange exchange, Request request, Response response, Delivery delivery) throws IOException {
        // Before the answer goes out, so that a client that has it also finds it here.
        record(request, response);
        delivery.send(exchange, response);
        if (delivery == Delivery.STALLED) {
            await(closing);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a request, before its answer goes out: who has the answer may send the next one at once. */
    private void record(Request request, Response response) {
        onTheirWay.decrementAndGet();
        int bytesOut = request.method().equals("HEAD") ? 0 : response.body().length;
        exchanges.add(new Exchange(
                request.method(),
                request.path(),
                request.headers(),
                response.status(),
                request.body().length,
                bytesOut));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
