package dev.imagesync.testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How an answer goes out. */
enum Delivery {
    /** All of it. */
    WHOLE,
    /** Half of its body, then the connection ends. */
    CUT,
    /** Half of its body, then nothing. */
    STALLED,
    /** All of it, and the connection stays open for some seconds, unread: nginx leaves five to who still sends. */
    LINGERING;

    private static final long LINGERS_NANOS = Duration.ofSeconds(5).toNanos();

    /** Sends an answer, or the first half of it. */
    void send(HttpExchange exchange, Response response) throws IOException {
        // The JDK's server hangs up at once where there is no body.
        byte[] body = this == LINGERING && response.body().length == 0 ? new byte[] {' '} : response.body();
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(response.status(), isHead || body.length == 0 ? -1 : body.length);
        if (isHead || body.length == 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        if (this == WHOLE) {
            out.write(body);
            out.close();
            return;
        }
        if (this == LINGERING) {
            out.write(body);
            out.flush();
            LockSupport.parkNanos(LINGERS_NANOS);
            return;
        }
        out.write(body, 0, body.length / 2);
        out.flush();
    }
}
