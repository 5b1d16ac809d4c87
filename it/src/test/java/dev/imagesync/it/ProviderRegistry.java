package dev.imagesync.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.imagesync.testkit.SigningKey;
import dev.imagesync.testkit.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Hands out a release from its folder, on loopback with TLS: by the
 * <a href="https://opentofu.org/docs/internals/provider-registry-protocol/">provider registry protocol</a>, and each file below
 * {@code /files/}. Thread-safe.
 */
final class ProviderRegistry implements AutoCloseable {

    private static final String ADDRESS = "/v1/providers/imagesync/imagesync/";

    private final Path release;
    private final String version;
    private final SigningKey key;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ProviderRegistry(Path release, String version, SigningKey key, TlsIdentity identity) throws IOException {
        this.release = release;
        this.version = version;
        this.key = key;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** For the certificate's name, {@code localhost:PORT}. */
    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/.well-known/terraform.json")) {
                json(exchange, "{'providers.v1': '/v1/providers/'}");
            } else if (path.equals(ADDRESS + "versions")) {
                json(
                        exchange,
                        """
                        {'versions': [{
                          'version': '%s', 'protocols': ['6.0'], 'platforms': [{'os': 'linux', 'arch': 'amd64'}]
                        }]}
                        """
                                .formatted(version));
            } else if (path.equals(ADDRESS + version + "/download/linux/amd64")) {
                json(exchange, download());
            } else {
                file(exchange, path);
            }
        }
    }

    private String download() throws IOException {
        String prefix = "terraform-provider-imagesync_" + version + "_";
        String zip = prefix + "linux_amd64.zip";
        String sum = Files.readAllLines(release.resolve(prefix + "SHA256SUMS")).stream()
                .filter(line -> line.endsWith("  " + zip))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
        return """
               {
                 'protocols': ['6.0'], 'os': 'linux', 'arch': 'amd64', 'filename': '%s', 'shasum': '%s',
                 'download_url': '/files/%s', 'shasums_url': '/files/%sSHA256SUMS',
                 'shasums_signature_url': '/files/%sSHA256SUMS.sig',
                 'signing_keys': {'gpg_public_keys': [{'key_id': '%s', 'ascii_armor': '%s'}]}
               }
               """
                .formatted(
                        zip, sum, zip, prefix, prefix, key.id(), key.publicKey().replace("\n", "\\n"));
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        Path file = release.resolve(Path.of(path).getFileName().toString());
        if (!path.startsWith("/files/") || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
