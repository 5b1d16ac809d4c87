package dev.imagesync.registry;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a list from page to page by its {@code Link} headers (RFC 5988, as the OCI distribution spec has it): on the registry
 * and nowhere else, and not for ever. For one list; not thread-safe.
 */
final class Pages {

    /** A million tags where the registry keeps to the size of a page that we ask for; a guard against a list without an end. */
    private static final int MAX_PAGES = 1000;

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    private final Set<URI> seen = new HashSet<>();

    /**
     * The next page after this response; empty where the list ends or repeats itself.
     *
     * @throws ImagesyncException IS3005 and IS4005
     */
    Optional<URI> after(Response response) {
        Optional<URI> next = next(response);
        if (next.isEmpty() || !seen.add(next.get())) {
            return Optional.empty();
        }
        if (seen.size() > MAX_PAGES) {
            throw problem(response, "more than " + MAX_PAGES + " pages");
        }
        return next;
    }

    private static Optional<URI> next(Response response) {
        Matcher link = NEXT.matcher(response.header("Link").orElse(""));
        if (!link.find()) {
            return Optional.empty();
        }
        URI next = response.supplied(link.group(1));
        if (!next.getAuthority().equals(response.address().getAuthority())) {
            throw problem(response, "a next page at \"" + link.group(1) + "\", which is not on the registry");
        }
        return Optional.of(
                URI.create(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery())));
    }

    private static ImagesyncException problem(Response response, String words) {
        Request request = response.request();
        return new Problem(
                        Code.UNEXPECTED_ANSWER,
                        request.describe(),
                        words,
                        null,
                        "ask whoever runs " + request.registry())
                .toException();
    }
}
