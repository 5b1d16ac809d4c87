package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions.Login;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Lets requests in, or tells them how to log in. */
final class Gate {

    private final Login login;
    private final TokenEndpoint tokens = new TokenEndpoint();
    private final String host;
    private volatile String password = RegistryOptions.PASSWORD;

    Gate(Login login, String host) {
        this.login = login;
        this.host = host;
    }

    /** The answer that comes from here instead of from the registry: a token, or a refusal. */
    Optional<Response> stop(Request request) {
        if (login instanceof Login.Bearer bearer && request.path().equals(TokenEndpoint.PATH)) {
            return Optional.of(tokens.answer(request, bearer, isUser(request)));
        }
        Optional<Permission> needed = needed(request);
        boolean isLetIn = needed.map(permission -> allows(request, permission)).orElseGet(() -> knows(request));
        return isLetIn ? Optional.empty() : Optional.of(challenge(request));
    }

    /** Who knows no permission to delete takes that to push. */
    private Optional<Permission> needed(Request request) {
        boolean knowsDelete = !(login instanceof Login.Bearer bearer) || bearer.knowsDelete();
        return Permission.of(request)
                .map(permission -> knowsDelete || !permission.action().equals("delete")
                        ? permission
                        : new Permission(permission.repository(), "push"));
    }

    void changePassword(String other) {
        password = other;
    }

    boolean allows(Request request, Permission permission) {
        return switch (login) {
            case Login.None none -> true;
            case Login.Basic basic -> isUser(request);
            case Login.Bearer bearer -> tokens.allows(bearerToken(request), permission);
        };
    }

    private boolean knows(Request request) {
        return switch (login) {
            case Login.None none -> true;
            case Login.Basic basic -> isUser(request);
            case Login.Bearer bearer -> tokens.knows(bearerToken(request));
        };
    }

    private static String bearerToken(Request request) {
        return request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring(7))
                .orElse("");
    }

    private boolean isUser(Request request) {
        byte[] pair = (RegistryOptions.USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization")
                .equals(Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /** 401, with how to do better. */
    Response challenge(Request request) {
        String how =
                switch (login) {
                    case Login.None none -> null;
                    case Login.Basic basic -> "Basic realm=\"fake\"";
                    case Login.Bearer bearer ->
                        "Bearer realm=\"http://" + host + TokenEndpoint.PATH + "\",service=\"" + TokenEndpoint.SERVICE
                                + "\""
                                + needed(request)
                                        .map(needed -> ",scope=\"" + needed.scope() + "\"")
                                        .orElse("");
                };
        return SpecError.UNAUTHORIZED.response("authentication required").with("WWW-Authenticate", how);
    }

    void expireTokens() {
        tokens.expireAll();
    }
}
