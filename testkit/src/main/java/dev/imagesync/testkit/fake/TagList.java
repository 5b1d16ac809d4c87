package dev.imagesync.testkit.fake;

import java.util.List;
import java.util.stream.Collectors;

/** {@code /v2/<name>/tags/list}, with pages. */
final class TagList implements Endpoint {

    private final Storage storage;

    TagList(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Response answer(Request request, String repository, String reference) {
        if (!request.isRead()) {
            return Endpoint.unsupported(request);
        }
        String last = request.parameter("last").orElse("");
        List<String> rest = List.copyOf(
                storage.existing(repository).tags().tailMap(last, false).keySet());
        int n = request.parameter("n").map(Integer::parseInt).orElse(rest.size());
        List<String> page = rest.subList(0, Math.min(n, rest.size()));
        boolean hasMore = n > 0 && page.size() < rest.size();
        return Response.json(200, "{\"name\":\"" + repository + "\",\"tags\":[" + quoted(page) + "]}")
                .with("Link", hasMore ? link(repository, n, page.getLast()) : null);
    }

    private static String quoted(List<String> tags) {
        return tags.stream().map(tag -> "\"" + tag + "\"").collect(Collectors.joining(","));
    }

    private static String link(String repository, int n, String last) {
        return "</v2/" + repository + "/tags/list?n=" + n + "&last=" + last + ">; rel=\"next\"";
    }
}
