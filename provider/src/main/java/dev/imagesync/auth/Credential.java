package dev.imagesync.auth;

/** Who we are for a registry. Never prints its secret. */
public sealed interface Credential {

    /** The user name by which docker's files and helpers say that the secret is an identity token. */
    String TOKEN_USER = "<token>";

    /** A user name and a secret, as docker's files and helpers give them. */
    static Credential of(String username, String secret) {
        return username.equals(TOKEN_USER) ? new IdentityToken(secret) : new Basic(username, secret);
    }

    /** User name and password, for Basic authentication and for token services. */
    record Basic(String username, String password) implements Credential {
        @Override
        public String toString() {
            return "user \"" + username + "\"";
        }
    }

    /** An OAuth2 refresh token, exchanged for access tokens at the registry's token service. */
    record IdentityToken(String token) implements Credential {
        @Override
        public String toString() {
            return "identity token";
        }
    }
}
