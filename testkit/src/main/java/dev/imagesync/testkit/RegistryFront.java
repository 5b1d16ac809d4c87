package dev.imagesync.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a real registry on a port of its own and does what that registry cannot: refuses a method as a registry
 * refuses an account without the permission (403 DENIED), or speaks TLS and asks for {@link RegistryOptions#USER}. Small
 * bodies only. Thread-safe.
 */
public final class RegistryFront implements AutoCloseable {

    private static final List<String> HOP_BY_HOP =
            List.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "expect");
    private static final String LOGIN = "Basic "
            + Base64.getEncoder()
                    .encodeToString(
                            (RegistryOptions.USER + ":" + RegistryOptions.PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String registry;
    private final @Nullable String refused;
    private final boolean asksForLogin;
    private final HttpServer server;

    private RegistryFront(String registry, @Nullable String refused, @Nullable TlsIdentity identity)
            throws IOException {
        this.registry = registry;
        this.refused = refused;
        this.asksForLogin = identity != null;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (identity == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer tls = HttpsServer.create(address, 0);
            tls.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
            server = tls;
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** In front of the registry at {@code HOST:PORT}, refusing this method. */
    public static RegistryFront refusing(String registry, String method) {
        return start(registry, method, null);
    }

    /** In front of the registry at {@code HOST:PORT}, with TLS and a login. */
    public static RegistryFront secured(String registry, TlsIdentity identity) {
        return start(registry, null, identity);
    }

    private static RegistryFront start(String registry, @Nullable String refused, @Nullable TlsIdentity identity) {
        try {
            return new RegistryFront(registry, refused, identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (asksForLogin && !LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"imagesync tests\"");
                refuse(exchange, 401, "UNAUTHORIZED", "authentication required");
                return;
            }
            if (exchange.getRequestMethod().equals(refused)) {
                refuse(exchange, 403, "DENIED", "requested access to the resource is denied");
                return;
            }
            HttpResponse<byte[]> response = forward(exchange);
            response.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name)) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, outside(value)));
                }
            });
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    response.statusCode(), head || response.body().length == 0 ? -1 : response.body().length);
            if (!head && response.body().length > 0) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        byte[] body = ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + registry + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            boolean isForUs = asksForLogin && name.equalsIgnoreCase("Authorization");
            if (!isForUs && !HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The registry writes addresses of its own, which lead past this front. */
    private String outside(String value) {
        return value.replaceFirst("^https?://" + registry, "");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
