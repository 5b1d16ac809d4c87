package dev.imagesync.problem;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What every door has under a name of its own: settings, properties, the way to forget a resource. A text that is told to people
 * holds a term in braces, for example {@code set {plainHttp} for this host}; the door that shows it spells it.
 */
public enum Term {
    ALLOW_UNAVAILABLE("allowUnavailable"),
    CA_FILE("caFile"),
    CLIENT_CERT_FILE("clientCertFile"),
    CLIENT_KEY_FILE("clientKeyFile"),
    DELETE_POLICY("deletePolicy"),
    DESTINATION("destination"),
    DIGEST("digest"),
    DIGEST_REF("digestRef"),
    DOCKER_CONFIG("dockerConfig"),
    IDENTITY_TOKEN("identityToken"),
    INCLUDE_PLATFORMS("includePlatforms"),
    INCLUDE_REFERRERS("includeReferrers"),
    MAX_CONCURRENCY("maxConcurrency"),
    MEDIA_TYPE("mediaType"),
    OBSERVED_DIGEST("observedDigest"),
    ON_UNDELETABLE("onUndeletable"),
    ON_UNREACHABLE("onUnreachable"),
    PASSWORD("password"),
    PLAIN_HTTP("plainHttp"),
    PLATFORMS("platforms"),
    REGISTRIES("registries"),
    SOURCE("source"),
    SOURCE_DIGEST("sourceDigest"),
    /** How a resource is taken out of the engine's state. */
    STATE_REMOVAL("stateRemoval"),
    TRUSTED_HOSTS("trustedHosts"),
    USERNAME("username");

    private static final Map<String, Term> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Term::label, Function.identity()));
    private static final Pattern IN_BRACES = Pattern.compile("\\{([a-zA-Z]+)}");

    private final String label;

    Term(String label) {
        this.label = label;
    }

    /** The name in camel case. */
    public String label() {
        return label;
    }

    /** The text with each term in braces spelled; what else stands in braces stays. */
    public static String spell(String text, Function<Term, String> spelling) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        return IN_BRACES.matcher(text).replaceAll(match -> {
            Term term = BY_LABEL.get(match.group(1));
            return Matcher.quoteReplacement(term == null ? match.group() : spelling.apply(term));
        });
    }
}
