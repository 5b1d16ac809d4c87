package dev.imagesync.testkit.fake;

import java.util.Map;
import java.util.Optional;

/**
 * A request that the fake got, and its answer.
 *
 * @param method the HTTP method
 * @param path the path, decoded, without the query
 * @param headers the headers of the request, names in lower case
 * @param status the status of the answer; 0 if there was none
 * @param bytesIn the length of the body of the request
 * @param bytesOut the length of the body of the answer
 */
public record Exchange(
        String method, String path, Map<String, String> headers, int status, long bytesIn, long bytesOut) {

    public Exchange {
        headers = Map.copyOf(headers);
    }

    /** The Authorization header of the request. */
    public Optional<String> authorization() {
        return Optional.ofNullable(headers.get("authorization"));
    }

    @Override
    public String toString() {
        return method + " " + path + " " + status + (authorization().isPresent() ? " (logged in)" : "");
    }
}
