package dev.imagesync.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into a registry, and pushes to it, with nothing but the JDK: the judge shares no code with the judged. */
final class RegistryView {

    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalRegistry registry;
    private final String authorization;

    RegistryView(LocalRegistry registry) {
        this(registry, null);
    }

    RegistryView(LocalRegistry registry, String login) {
        this.registry = registry;
        this.authorization = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** The reference of a tag in this registry. */
    String ref(String repositoryAndTag) {
        return registry.host() + "/" + repositoryAndTag;
    }

    /** The digest that a tag points at. */
    Optional<String> digest(String repository, String reference) {
        return manifest(repository, reference).map(RegistryView::sha256);
    }

    Optional<byte[]> manifest(String repository, String reference) {
        HttpResponse<byte[]> response = send(request("/v2/" + repository + "/manifests/" + reference)
                .header("Accept", IMAGE + ", " + INDEX)
                .GET());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    Optional<byte[]> blob(String repository, String digest) {
        HttpResponse<byte[]> response =
                send(request("/v2/" + repository + "/blobs/" + digest).GET());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    List<String> tags(String repository) {
        HttpResponse<byte[]> response =
                send(request("/v2/" + repository + "/tags/list").GET());
        if (response.statusCode() != 200) {
            return List.of();
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        Matcher list = Pattern.compile("\"tags\":\\[([^]]*)]").matcher(body);
        return list.find()
                ? Pattern.compile("\"([^\"]*)\"")
                        .matcher(list.group(1))
                        .results()
                        .map(match -> match.group(1))
                        .toList()
                : List.of();
    }

    /** Every digest below a manifest, itself first: what a copy must have brought. */
    Set<String> contentOf(String repository, String digest) {
        Set<String> all = new LinkedHashSet<>();
        all.add(digest);
        manifest(repository, digest).ifPresent(manifest -> DIGEST.matcher(new String(manifest, StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .forEach(child -> all.addAll(contentOf(repository, child))));
        return all;
    }

    /** The bytes of a manifest or of a blob. */
    byte[] bytes(String repository, String digest) {
        return manifest(repository, digest).or(() -> blob(repository, digest)).orElse(new byte[0]);
    }

    void deleteTag(String repository, String tag) {
        int status = send(request("/v2/" + repository + "/manifests/" + tag).DELETE())
                .statusCode();
        if (status != 202) {
            throw new IllegalStateException("delete answered " + status);
        }
    }

    /** Pushes an index of two images whose layers hold this content; gives its digest. */
    String pushImage(String repository, String tag, String content) {
        String amd64 = pushSingle(repository, "amd64", content);
        String arm64 = pushSingle(repository, "arm64", content);
        String index = "{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"" + INDEX + "\",\n  \"manifests\": [" + amd64
                + ",\n" + arm64 + "]\n}\n";
        return pushManifest(repository, tag, INDEX, index);
    }

    private String pushSingle(String repository, String architecture, String content) {
        String layer = (content + " for " + architecture).repeat(100);
        String config = "{\"architecture\":\"" + architecture
                + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + sha256(layer.getBytes(StandardCharsets.UTF_8)) + "\"]}}";
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", pushBlob(repository, config), config)
                + ",\"layers\":["
                + descriptor("application/vnd.oci.image.layer.v1.tar", pushBlob(repository, layer), layer) + "]}";
        String digest = sha256(manifest.getBytes(StandardCharsets.UTF_8));
        pushManifest(repository, digest, IMAGE, manifest);
        String descriptor = descriptor(IMAGE, digest, manifest);
        return descriptor.substring(0, descriptor.length() - 1) + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                + architecture + "\"}}";
    }

    private static String descriptor(String mediaType, String digest, String content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":"
                + content.getBytes(StandardCharsets.UTF_8).length + "}";
    }

    private String pushBlob(String repository, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String digest = sha256(bytes);
        HttpResponse<byte[]> started =
                send(request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()));
        String location = started.headers().firstValue("Location").orElseThrow();
        URI target = URI.create("http://" + registry.host()).resolve(location);
        URI put = URI.create(target + (target.getQuery() == null ? "?" : "&") + "digest=" + digest);
        HttpRequest.Builder request = authorized(HttpRequest.newBuilder(put)).PUT(BodyPublishers.ofByteArray(bytes));
        expect(201, send(request));
        return digest;
    }

    private String pushManifest(String repository, String reference, String mediaType, String manifest) {
        expect(
                201,
                send(request("/v2/" + repository + "/manifests/" + reference)
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofString(manifest))));
        return sha256(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static void expect(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(URI.create("http://" + registry.host() + path)));
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

    static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
