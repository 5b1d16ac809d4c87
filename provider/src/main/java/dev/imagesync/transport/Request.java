package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a registry.
 *
 * @param method the HTTP method
 * @param target where: a path with its query, relative to the registry, or the absolute address of an upload
 * @param scope what the request needs to be allowed to do, and at which registry
 * @param content what it carries
 * @param purpose what the request is for, for messages, for example {@code "the manifest of the source"}
 */
public record Request(String method, URI target, Scope scope, Content content, String purpose) {

    /**
     * What a request carries.
     *
     * @param headers headers besides those that every request has
     * @param body the body, or null
     */
    public record Content(Map<String, String> headers, @Nullable Body body) {

        /** Nothing. */
        public static final Content NONE = new Content(Map.of(), null);

        public Content {
            headers = Map.copyOf(headers);
        }
    }

    /** A request without body to a path of the registry that the scope is about. */
    public static Request to(String method, String path, Scope scope, String purpose) {
        return new Request(method, URI.create(path), scope, Content.NONE, purpose);
    }

    /** The registry that is asked. */
    public Registry registry() {
        return scope.repository().registry();
    }

    /** Its own headers. */
    public Map<String, String> headers() {
        return content.headers();
    }

    /** Its body, or null. */
    public @Nullable Body body() {
        return content.body();
    }

    /** The same request with one more header. */
    public Request with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers());
        all.put(header, value);
        return new Request(method, target, scope, new Content(all, body()), purpose);
    }

    /** The same request with a body. */
    public Request with(Body body) {
        return new Request(method, target, scope, new Content(headers(), body), purpose);
    }

    /** The same request at another address. */
    public Request at(URI address) {
        return new Request(method, address, scope, content, purpose);
    }

    /** Whether it may be sent again: everything but a body that can be written only once. */
    boolean isRepeatable() {
        Body body = body();
        return body == null || body.isRepeatable();
    }

    /** Method and target without query (signed addresses carry secrets there), and the purpose. */
    public String describe() {
        String host =
                target.isAbsolute() ? target.getHost() + (target.getPort() < 0 ? "" : ":" + target.getPort()) : "";
        return method + " " + (host.isEmpty() ? registry() : host) + target.getPath() + " (" + purpose + ")";
    }
}
