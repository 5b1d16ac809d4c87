package dev.imagesync.testkit.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Which exchanges go wrong and how, for example {@code plan.on("GET", ".*}{@code /blobs/.*").once(new Fault.Reset())}. Each
 * rule counts the requests that match it by itself; of several rules that apply to a request, the first one counts. Thread-safe.
 */
public final class FaultPlan {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultPlan() {}

    /** Applies from the first to the last match, counted from one. */
    private record Rule(String method, Pattern path, int first, int last, Fault fault, AtomicInteger seen) {

        boolean appliesTo(Request request) {
            if (!(method.equals("*") || method.equals(request.method()))
                    || !path.matcher(request.path()).matches()) {
                return false;
            }
            int n = seen.incrementAndGet();
            return n >= first && n <= last;
        }
    }

    /**
     * Begins a rule.
     *
     * @param method the HTTP method; {@code *} means every one
     * @param path a regular expression of the whole path
     */
    public Matched on(String method, String path) {
        return new Matched(method, Pattern.compile(path));
    }

    /** Requests that a rule is about. */
    public final class Matched {
        private final String method;
        private final Pattern path;

        private Matched(String method, Pattern path) {
            this.method = method;
            this.path = path;
        }

        /** The fault hits the first one. */
        public void once(Fault fault) {
            times(1, fault);
        }

        /** The fault hits the first ones. */
        public void times(int count, Fault fault) {
            add(1, count, fault);
        }

        /** The fault hits the n-th one, counted from one. */
        public void nth(int n, Fault fault) {
            add(n, n, fault);
        }

        /** The fault hits them all. */
        public void always(Fault fault) {
            times(Integer.MAX_VALUE, fault);
        }

        private void add(int first, int last, Fault fault) {
            rules.add(new Rule(method, path, first, last, fault, new AtomicInteger()));
        }
    }

    /** Everything goes well again. */
    public void clear() {
        rules.clear();
    }

    Optional<Fault> next(Request request) {
        Fault next = null;
        for (Rule rule : rules) {
            if (rule.appliesTo(request) && next == null) {
                next = rule.fault();
            }
        }
        return Optional.ofNullable(next);
    }
}
