package dev.imagesync.auth;

/** Who we are for a registry. Never prints its secret. */
public sealed interface Credential {

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
