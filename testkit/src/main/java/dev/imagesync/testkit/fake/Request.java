package dev.imagesync.testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param method the HTTP method
 * @param path the path, decoded
 * @param query the parameters of the query, or of a form in the body
 * @param headers the first value of each header, names in lower case
 * @param body the body; empty if there is none
 */
record Request(String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {

    /** Reads a request from the wire, all but its body. */
    static Request head(HttpExchange exchange) {
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                headers(exchange),
                new byte[0]);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    /** Reads a request from the wire. */
    static Request of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = headers(exchange);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String length = headers.get("content-length");
        if (length != null && Long.parseLong(length) != body.length) {
            throw new IOException("the client sent " + body.length + " bytes of " + length);
        }
        boolean isForm = headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded");
        String query = isForm
                ? new String(body, StandardCharsets.UTF_8)
                : exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), parameters(query), headers, body);
    }

    /** The parameters of a query or a form, decoded. */
    static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<String> parameter(String name) {
        return parameters(name, query).stream().findFirst();
    }

    /** All values of a parameter. */
    List<String> all(String name) {
        return parameters(name, query);
    }

    private static List<String> parameters(String name, Map<String, List<String>> query) {
        return query.getOrDefault(name, List.of());
    }

    /** The same request without its query. */
    Request withoutQuery() {
        return new Request(method, path, Map.of(), headers, body);
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
