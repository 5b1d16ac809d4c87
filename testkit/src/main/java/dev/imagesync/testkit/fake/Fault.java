package dev.imagesync.testkit.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One way in which an exchange goes wrong. */
public sealed interface Fault {

    /** Somebody else answers: an overloaded registry, a proxy, an ingress without a backend. */
    record Status(int status, Map<String, String> headers, String body) implements Fault {
        public Status {
            headers = Map.copyOf(headers);
        }

        /** The same answer with one more header. */
        public Status with(String name, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(name, value);
            return new Status(status, all, body);
        }

        Response toResponse() {
            return new Response(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The answer comes before the body of the request has been read, and then the connection ends. */
    record Early(Status answer) implements Fault {}

    /** The registry does what it is asked, and a proxy in front of it answers something else. */
    record Overruled(int status) implements Fault {}

    /** The content is said to be at the same path of another host. */
    record Elsewhere(String host) implements Fault {}

    /** The connection ends before the answer. */
    record Reset() implements Fault {}

    /** The answer waits, once somebody has asked, until it is let go. */
    record Held(CountDownLatch asked, CountDownLatch letGo) implements Fault {
        public Held() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    /** There is no answer until the registry is closed. */
    record Silent() implements Fault {}

    /** The connection ends in the middle of the body. */
    record Truncated() implements Fault {}

    /** Nothing comes any more from the middle of the body on, until the registry is closed. */
    record Stalled() implements Fault {}

    /** The last byte of the body is another one. */
    record WrongBytes() implements Fault {}

    /** The body has this many bytes more or fewer, and Content-Length says so. */
    record WrongLength(int by) implements Fault {}

    /** A header of the answer has another value, or is missing if the value is null. */
    record Header(String name, @Nullable String value) implements Fault {}

    /** The content is said to be elsewhere. */
    record Redirect(String location) implements Fault {}

    /** A mount, or an upload in one request, becomes an ordinary upload: the query of the request is not seen. */
    record QueryIgnored() implements Fault {}

    /** The registry does not know who is there any more, and asks for a login. */
    record LoggedOut() implements Fault {}

    /** All tokens end their life before the request is looked at. */
    record TokensExpire() implements Fault {}

    /** An answer with nothing but a status. */
    static Status status(int status) {
        return new Status(status, Map.of(), "");
    }

    /** What a web server says that is no registry. */
    static Status html(int status) {
        return new Status(status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>");
    }

    /** A header is missing. */
    static Header without(String name) {
        return new Header(name, null);
    }
}
