package dev.imagesync.auth;

/**
 * A credential that may be tried, and where it came from.
 *
 * @param credential the credential
 * @param origin where it came from, for messages: a file, a helper or a setting; never a secret
 */
public record Candidate(Credential credential, String origin) implements Offer {

    /** Origin and user, for messages. */
    public String describe() {
        return origin + ", " + credential;
    }
}
