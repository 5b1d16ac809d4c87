package dev.imagesync.testkit.fake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it goes out. The body is that of a GET; the wire leaves it out where the request is a HEAD.
 *
 * @param status the HTTP status
 * @param headers the headers, without Content-Length
 * @param body the body; empty if there is none
 */
record Response(int status, Map<String, String> headers, byte[] body) {

    static final String DIGEST = "Docker-Content-Digest";

    static Response of(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    static Response json(int status, String json) {
        return of(status).with(json.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/json");
    }

    Response with(byte[] content) {
        return new Response(status, headers, content);
    }

    /** With one more header; none if the value is null. */
    Response with(String name, @Nullable String value) {
        Map<String, String> all = without(name).headers;
        if (value != null) {
            all.put(name, value);
        }
        return new Response(status, all, body);
    }

    Response without(String name) {
        Map<String, String> rest = new LinkedHashMap<>(headers);
        rest.keySet().removeIf(name::equalsIgnoreCase);
        return new Response(status, rest, body);
    }

    /** The same with another last byte. */
    Response withLastByteChanged() {
        byte[] changed = body.clone();
        if (changed.length > 0) {
            changed[changed.length - 1] ^= 1;
        }
        return with(changed);
    }

    /** The same with this many bytes more or fewer. */
    Response longerBy(int bytes) {
        return with(Arrays.copyOf(body, Math.max(0, body.length + bytes)));
    }
}
