package dev.imagesync.transport;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Sends a request once: in its turn, and on to where the registry redirects it. Credentials go to the registry itself and
 * nowhere else. Thread-safe.
 */
final class Sending {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Exchange exchange;
    private final HostSettings hosts;
    private final Limits limits;
    private final Timing timing;
    private final Map<Registry, HostBudget> budgets = new ConcurrentHashMap<>();
    private final Map<Registry, HostHealth> healths = new ConcurrentHashMap<>();

    Sending(Exchange exchange, Reach reach, Timing timing) {
        this.exchange = exchange;
        this.hosts = reach.hosts();
        this.limits = reach.limits();
        this.timing = timing;
    }

    HostHealth health(Registry registry) {
        return healths.computeIfAbsent(registry.canonical(), any -> new HostHealth(timing));
    }

    /** Where a request goes first. */
    URI address(Request request) {
        return hosts.root(request.registry()).resolve(request.target());
    }

    /**
     * Gives the response to a request, after at most five redirects if it reads.
     *
     * @param authorization who we are, asked for when it is the request's turn
     * @param count counts what is sent
     * @throws ImagesyncException IS3001 to IS3007
     */
    Response send(Request request, Supplier<Authorization> authorization, LongAdder count, Operation operation) {
        URI address = address(request);
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        for (int redirects = 0; ; redirects++) {
            boolean toRegistry = hosts.isAt(request.registry(), address);
            Response response =
                    inTurn(request, address, toRegistry ? authorization : () -> Authorization.NONE, count, operation);
            if (!isRead || !REDIRECTS.contains(response.status())) {
                return response;
            }
            try (response) {
                String location = response.header("Location").orElse("");
                if (redirects == MAX_REDIRECTS) {
                    throw endless(request, location);
                }
                address = response.supplied(location);
            }
        }
    }

    private Response inTurn(
            Request request, URI address, Supplier<Authorization> authorization, LongAdder count, Operation operation) {
        HostBudget budget = budgets.computeIfAbsent(
                request.registry().canonical(), registry -> new HostBudget(limits.of(registry), timing.clock()));
        boolean isUpload = !request.isRepeatable();
        budget.enter(isUpload, operation);
        try {
            Message message = new Message(request, address, authorization.get());
            count.increment();
            Response response = exchange.exchange(message, operation);
            if (response.status() == 429 || response.status() == 503) {
                budget.tooMuch();
            } else {
                budget.wentWell();
            }
            if (hosts.isAt(request.registry(), address)) {
                health(request.registry()).answered(response);
            }
            return response;
        } finally {
            budget.leave(isUpload);
        }
    }

    private static ImagesyncException endless(Request request, String location) {
        return new Problem(
                        Code.ADDRESS_REFUSED,
                        request.describe(),
                        "\"" + location.replaceAll("\\?.*", "") + "\": more than " + MAX_REDIRECTS + " redirects",
                        null,
                        "ask whoever runs " + request.registry() + " why it sends its clients there")
                .toException();
    }
}
