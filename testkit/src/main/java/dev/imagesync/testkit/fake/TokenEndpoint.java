package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.fake.FakeOptions.Login;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token service: GET with Basic authentication (Docker's token specification), and POST with an identity token (Docker's
 * OAuth2 specification). A token allows what was asked for and nothing else, until it is withdrawn.
 */
final class TokenEndpoint {

    static final String PATH = "/token";
    static final String SERVICE = "fake";

    private static final Pattern SCOPE = Pattern.compile("repository:([^:]+):([a-z,]+)");

    private final Map<String, Set<Permission>> tokens = new ConcurrentHashMap<>();

    /** Answers a request for a token. */
    Response answer(Request request, Login.Bearer login, boolean isUser) {
        boolean asksToDelete = request.all("scope").stream().anyMatch(scope -> scope.contains("delete"));
        if (asksToDelete && !login.knowsDelete()) {
            return Response.of(400);
        }
        return switch (request.method()) {
            case "GET" -> byPassword(request, login, isUser);
            case "POST" -> byIdentityToken(request, login);
            default -> Endpoint.unsupported(request);
        };
    }

    private Response byPassword(Request request, Login.Bearer login, boolean isUser) {
        if (request.header("Authorization").isEmpty()) {
            return issue(request, login.anonymousPull() ? Set.of("pull") : Set.of(), "token", login.lifetime());
        }
        return isUser
                ? issue(request, Set.of("pull", "push", "delete"), "token", login.lifetime())
                : SpecError.UNAUTHORIZED.response("wrong user or password");
    }

    private Response byIdentityToken(Request request, Login.Bearer login) {
        boolean isKnown = request.parameter("grant_type").orElse("").equals("refresh_token")
                && request.parameter("refresh_token").orElse("").equals(FakeOptions.IDENTITY_TOKEN);
        return isKnown
                ? issue(request, Set.of("pull", "push", "delete"), "access_token", login.lifetime())
                : SpecError.UNAUTHORIZED.response("not an identity token of this service");
    }

    private Response issue(Request request, Set<String> allowed, String field, Duration lifetime) {
        if (!request.parameter("service").orElse("").equals(SERVICE)) {
            return Response.of(400);
        }
        Set<Permission> granted = new LinkedHashSet<>();
        for (String scopes : request.all("scope")) {
            for (String scope : scopes.split(" ", -1)) {
                grant(scope, allowed, granted);
            }
        }
        String token = "token-" + UUID.randomUUID();
        tokens.put(token, granted);
        return Response.json(200, "{\"" + field + "\":\"" + token + "\",\"expires_in\":" + lifetime.toSeconds() + "}");
    }

    private static void grant(String scope, Set<String> allowed, Set<Permission> granted) {
        Matcher parts = SCOPE.matcher(scope);
        if (parts.matches()) {
            for (String action : parts.group(2).split(",", -1)) {
                if (allowed.contains(action)) {
                    granted.add(new Permission(parts.group(1), action));
                }
            }
        }
    }

    /** Whether the token of a request is one of ours. */
    boolean knows(String token) {
        return tokens.containsKey(token);
    }

    boolean allows(String token, Permission permission) {
        return tokens.getOrDefault(token, Set.of()).contains(permission);
    }

    /** Withdraws all tokens, whatever was said about their lifetime. */
    void expireAll() {
        tokens.clear();
    }
}
