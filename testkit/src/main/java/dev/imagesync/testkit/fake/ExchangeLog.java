package dev.imagesync.testkit.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the fake was asked so far, in the order of the answers. Thread-safe. */
public final class ExchangeLog {

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    ExchangeLog() {}

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** All exchanges. */
    public List<Exchange> all() {
        return List.copyOf(exchanges);
    }

    /**
     * The exchanges of a method with paths that match.
     *
     * @param method the HTTP method
     * @param path a regular expression of the whole path
     */
    public List<Exchange> of(String method, String path) {
        return exchanges.stream()
                .filter(exchange ->
                        exchange.method().equals(method) && exchange.path().matches(path))
                .toList();
    }

    /** Forgets what was asked before. */
    public void clear() {
        exchanges.clear();
    }
}
