package dev.imagesync.testkit.fake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request needs to be allowed to do.
 *
 * @param repository the name of a repository
 * @param action {@code pull}, {@code push} or {@code delete}
 */
record Permission(String repository, String action) {

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs|tags|referrers)/.*");

    static Permission pull(String repository) {
        return new Permission(repository, "pull");
    }

    /** What this request needs; empty if its path is about no repository. */
    static Optional<Permission> of(Request request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        boolean isUpload = request.path().contains("/blobs/uploads/");
        String action =
                switch (request.method()) {
                    case "GET", "HEAD" -> isUpload ? "push" : "pull";
                    case "DELETE" -> isUpload ? "push" : "delete";
                    default -> "push";
                };
        String repository = path.group(1).replaceFirst("/blobs$", "");
        return Optional.of(new Permission(repository, action));
    }

    /** The scope of a token that allows this, as a challenge spells it. */
    String scope() {
        return "repository:" + repository + ":" + (action.equals("pull") ? "pull" : "pull," + action);
    }
}
