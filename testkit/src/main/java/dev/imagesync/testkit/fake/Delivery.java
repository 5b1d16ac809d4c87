package dev.imagesync.testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** How an answer goes out. */
enum Delivery {
    /** All of it. */
    WHOLE,
    /** Half of its body, then the connection ends. */
    CUT,
    /** Half of its body, then nothing. */
    STALLED;

    /** Sends an answer, or the first half of it. */
    void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body();
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
        out.write(body, 0, body.length / 2);
        out.flush();
    }
}
