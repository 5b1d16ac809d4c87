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
    /**
     * All of it, and then what is still sent is read for some seconds and thrown away, as nginx does; but so slowly that a large
     * upload does not get through.
     */
    LINGERING;

    private static final long LINGERS_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long READS_EVERY_NANOS = Duration.ofMillis(10).toNanos();
    private static final int READS_BYTES = 16 << 10;

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
            linger(exchange);
            return;
        }
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static void linger(HttpExchange exchange) {
        long end = System.nanoTime() + LINGERS_NANOS;
        try {
            while (System.nanoTime() < end && exchange.getRequestBody().readNBytes(READS_BYTES).length > 0) {
                LockSupport.parkNanos(READS_EVERY_NANOS);
            }
        } catch (IOException e) {
            // The client has hung up, as it should.
        }
    }
}
