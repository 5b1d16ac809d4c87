package dev.imagesync.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A registry for images that are larger than any disk: it has one image, {@code big/image:1}, whose one layer is made while it
 * is sent, and of what is pushed to it it keeps only the digests. Thread-safe.
 */
public final class SyntheticRegistry implements AutoCloseable {

    private static final int CHUNK = 1 << 20;
    private static final byte[] CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);

    private final long layerSize;
    private final String layerDigest;
    private final byte[] manifest;
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Map<String, Long> blobs = new ConcurrentHashMap<>();
    private final Map<String, Received> received = new ConcurrentHashMap<>();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What one upload brought so far; whether in one request or two. */
    private record Received(String digest, long size) {}

    private SyntheticRegistry(long layerSize) throws IOException {
        this.layerSize = layerSize;
        this.layerDigest = digestOfZeros(layerSize);
        this.manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_IMAGE
                        + "\",\"config\":{\"mediaType\":\""
                        + MediaTypes.OCI_CONFIG + "\",\"digest\":\"" + Content.sha256(CONFIG) + "\",\"size\":"
                        + CONFIG.length
                        + "},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                        + layerDigest
                        + "\",\"size\":" + layerSize + "}]}")
                .getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v2/", this::handle);
        server.start();
    }

    /** One whose layer has this many bytes. */
    public static SyntheticRegistry withLayer(long bytes) {
        try {
            return new SyntheticRegistry(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The digest of the one image. */
    public String digest() {
        return Content.sha256(manifest);
    }

    /** The digest of its layer. */
    public String layerDigest() {
        return layerDigest;
    }

    /** The digest that a tag was pushed with. */
    public Optional<String> pushed(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** The length of a blob that was pushed whole and with the right digest; -1 if none was. */
    public long pushedBlob(String digest) {
        return blobs.getOrDefault(digest, -1L);
    }

    /** Forgets a blob that was pushed. */
    public void forget(String digest) {
        blobs.remove(digest);
    }

    /** How many bytes of blobs were sent. */
    public long bytesSent() {
        return bytesSent.get();
    }

    private static String digestOfZeros(long size) {
        MessageDigest hash = sha256();
        byte[] chunk = new byte[CHUNK];
        for (long left = size; left > 0; left -= CHUNK) {
            hash.update(chunk, 0, (int) Math.min(CHUNK, left));
        }
        return "sha256:" + HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String last = path.substring(path.lastIndexOf('/') + 1);
            String call = exchange.getRequestMethod() + " " + path.replaceFirst(".*/(manifests|blobs|tags)/.*", "$1");
            switch (call) {
                case "GET /v2/" -> exchange.sendResponseHeaders(200, -1);
                case "GET manifests", "HEAD manifests" -> sendManifest(exchange, last);
                case "PUT manifests" -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    tags.put(last, Content.sha256(body));
                    exchange.getResponseHeaders().add("Docker-Content-Digest", Content.sha256(body));
                    exchange.sendResponseHeaders(201, -1);
                }
                case "GET blobs" -> sendBlob(exchange, last);
                case "POST blobs" -> {
                    exchange.getResponseHeaders().add("Location", path + sessions.incrementAndGet());
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PATCH blobs" -> {
                    received.put(path, receive(exchange));
                    exchange.getResponseHeaders().add("Location", path);
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PUT blobs" -> takeBlob(exchange);
                default -> refuse(exchange, "NAME_UNKNOWN");
            }
        }
    }

    private void sendManifest(HttpExchange exchange, String reference) throws IOException {
        boolean isOurs = exchange.getRequestURI().getPath().startsWith("/v2/big/image/");
        if (!isOurs || !(reference.equals("1") || reference.equals(digest()))) {
            refuse(exchange, "MANIFEST_UNKNOWN");
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", MediaTypes.OCI_IMAGE);
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, manifest.length);
            exchange.getResponseBody().write(manifest);
        }
    }

    private void sendBlob(HttpExchange exchange, String digest) throws IOException {
        if (digest.equals(Content.sha256(CONFIG))) {
            exchange.sendResponseHeaders(200, CONFIG.length);
            exchange.getResponseBody().write(CONFIG);
            return;
        }
        if (!digest.equals(layerDigest)) {
            refuse(exchange, "BLOB_UNKNOWN");
            return;
        }
        exchange.sendResponseHeaders(200, layerSize);
        byte[] chunk = new byte[CHUNK];
        OutputStream body = exchange.getResponseBody();
        for (long left = layerSize; left > 0; left -= CHUNK) {
            int length = (int) Math.min(CHUNK, left);
            body.write(chunk, 0, length);
            bytesSent.addAndGet(length);
        }
    }

    private static Received receive(HttpExchange exchange) throws IOException {
        MessageDigest hash = sha256();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        InputStream body = exchange.getRequestBody();
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            hash.update(chunk, 0, n);
            size += n;
        }
        return new Received("sha256:" + HexFormat.of().formatHex(hash.digest()), size);
    }

    private void takeBlob(HttpExchange exchange) throws IOException {
        Received last = receive(exchange);
        Received before = received.remove(exchange.getRequestURI().getPath());
        Received blob = before == null ? last : before;
        if (!exchange.getRequestURI().getQuery().contains("digest=" + blob.digest())) {
            refuse(exchange, "DIGEST_INVALID");
            return;
        }
        blobs.put(blob.digest(), blob.size());
        exchange.getResponseHeaders().add("Location", "/v2/blobs/" + blob.digest());
        exchange.sendResponseHeaders(201, -1);
    }

    private static void refuse(HttpExchange exchange, String code) throws IOException {
        byte[] body = ("{\"errors\":[{\"code\":\"" + code + "\"}]}").getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code.equals("DIGEST_INVALID") ? 400 : 404, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
