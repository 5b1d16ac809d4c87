package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a registry and pushes to it with nothing but the JDK, so that the judge shares no code with the judged. Plain
 * HTTP, for registries on loopback. Thread-safe.
 */
public final class RegistryProbe implements RegistryContent {

    private static final String ACCEPT = String.join(", ", MediaTypes.MANIFESTS);
    private static final Pattern TAG_LIST = Pattern.compile("\"tags\":\\s*\\[([^]]*)]");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String host;
    private final @Nullable String authorization;

    /** A probe without credentials. */
    public RegistryProbe(String host) {
        this(host, null);
    }

    /**
     * A probe of a registry that asks for Basic authentication.
     *
     * @param host {@code HOST:PORT}
     * @param login {@code USER:PASSWORD}, or null
     */
    public RegistryProbe(String host, @Nullable String login) {
        this.host = host;
        this.authorization = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** The reference of something in this registry: {@code HOST:PORT/...}. */
    public String ref(String rest) {
        return host + "/" + rest;
    }

    @Override
    public Optional<StoredManifest> manifest(String repository, String reference) {
        HttpResponse<byte[]> response = send(request("/v2/" + repository + "/manifests/" + reference)
                .header("Accept", ACCEPT)
                .GET());
        return response.statusCode() == 200
                ? Optional.of(new StoredManifest(
                        response.headers().firstValue("Content-Type").orElse(""), response.body()))
                : Optional.empty();
    }

    @Override
    public Optional<byte[]> blob(String repository, String digest) {
        HttpResponse<byte[]> response =
                send(request("/v2/" + repository + "/blobs/" + digest).GET());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    @Override
    public List<String> tags(String repository) {
        HttpResponse<byte[]> response =
                send(request("/v2/" + repository + "/tags/list").GET());
        if (response.statusCode() != 200) {
            return List.of();
        }
        Matcher list = TAG_LIST.matcher(new String(response.body(), StandardCharsets.UTF_8));
        return list.find()
                ? TEXT.matcher(list.group(1))
                        .results()
                        .map(match -> match.group(1))
                        .toList()
                : List.of();
    }

    @Override
    public void pushBlob(String repository, String digest, byte[] bytes) {
        HttpResponse<byte[]> started =
                send(request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()));
        expect(202, started);
        URI session = URI.create("http://" + host)
                .resolve(started.headers().firstValue("Location").orElseThrow());
        URI put = URI.create(session + (session.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
        expect(201, send(authorized(HttpRequest.newBuilder(put)).PUT(BodyPublishers.ofByteArray(bytes))));
    }

    @Override
    public void pushManifest(String repository, String reference, String mediaType, byte[] bytes) {
        expect(
                201,
                send(request("/v2/" + repository + "/manifests/" + reference)
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofByteArray(bytes))));
    }

    /** Deletes a tag or a digest; gives the status. */
    public int deleteManifest(String repository, String reference) {
        return send(request("/v2/" + repository + "/manifests/" + reference).DELETE())
                .statusCode();
    }

    private static void expect(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(URI.create("http://" + host + path)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
