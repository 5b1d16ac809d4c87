package dev.imagesync.testkit.fake;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the endpoint of a path. */
final class Router {

    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern NAME = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

    private final List<Route> routes;

    /** An endpoint and its paths: the first group is the repository, the second the reference. */
    private record Route(Pattern path, Endpoint endpoint) {
        Route(String path, Endpoint endpoint) {
            this(Pattern.compile(path), endpoint);
        }
    }

    Router(Manifests manifests, Blobs blobs, Uploads uploads, TagList tags, Referrers referrers) {
        this.routes = List.of(
                new Route("/v2/(.+)/manifests/([^/]+)", manifests),
                new Route("/v2/(.+)/blobs/uploads/([^/]*)", uploads),
                new Route("/v2/(.+)/blobs/([^/]+)", blobs),
                new Route("/v2/(.+)/tags/(list)", tags),
                new Route("/v2/(.+)/referrers/([^/]+)", referrers));
    }

    Response answer(Request request) {
        if (request.path().equals("/v2/") || request.path().equals("/v2")) {
            return Response.json(200, "{}").with("Docker-Distribution-Api-Version", "registry/2.0");
        }
        for (Route route : routes) {
            Matcher path = route.path().matcher(request.path());
            if (path.matches()) {
                return answer(route.endpoint(), request, path.group(1), path.group(2));
            }
        }
        return Response.of(404);
    }

    private static Response answer(Endpoint endpoint, Request request, String repository, String reference) {
        if (!NAME.matcher(repository).matches()) {
            return SpecError.NAME_INVALID.response("not a name: " + repository);
        }
        try {
            return endpoint.answer(request, repository, reference);
        } catch (SpecError.Refused e) {
            return e.response();
        }
    }
}
