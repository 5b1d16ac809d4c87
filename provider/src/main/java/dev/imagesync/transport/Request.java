package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One request to a registry.
 *
 * @param method the HTTP method
 * @param registry the registry that is asked
 * @param target where: a path with its query, relative to the registry, or the absolute address of an upload
 * @param scope what the request needs to be allowed to do
 * @param headers further headers
 * @param body the body, or null
 * @param purpose what the request is for, for messages, for example {@code "the manifest of the source"}
 */
public record Request(
        String method,
        Registry registry,
        URI target,
        Scope scope,
        Map<String, String> headers,
        @Nullable HttpEntity body,
        String purpose) {

    public Request {
        headers = Map.copyOf(headers);
    }

    /** A request without body to a path of the registry that the scope is about. */
    public static Request to(String method, String path, Scope scope, String purpose) {
        return new Request(method, scope.repository().registry(), URI.create(path), scope, Map.of(), null, purpose);
    }

    /** The same request with one more header. */
    public Request with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Request(method, registry, target, scope, all, body, purpose);
    }

    /** The same request with a body. */
    public Request with(HttpEntity entity) {
        return new Request(method, registry, target, scope, headers, entity, purpose);
    }

    /** The same request at another address. */
    public Request at(URI address) {
        return new Request(method, registry, address, scope, headers, body, purpose);
    }

    /** Whether it may be sent again: everything but a body that can be read only once. */
    boolean isRepeatable() {
        return body == null || body.isRepeatable();
    }

    /** Method and target without query (signed addresses carry secrets there), and the purpose. */
    public String describe() {
        String place = target.isAbsolute() ? target.getHost() + target.getPath() : registry + target.getPath();
        return method + " " + place + " (" + purpose + ")";
    }
}
