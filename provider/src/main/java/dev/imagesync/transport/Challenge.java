package dev.imagesync.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1).
 *
 * @param scheme the scheme in lower case, {@code bearer} or {@code basic}
 * @param parameters its parameters, names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern ACTIONS = Pattern.compile("(pull|push|delete)(,(pull|push|delete))*");

    /** Reads all challenges of all these headers; what cannot be read is left out. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        headers.forEach(header -> new Reader(header, challenges).read());
        return challenges;
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** Whether both lead to the same token service, or ask for a password both. */
    boolean isLike(Challenge other) {
        return scheme.equals(other.scheme)
                && (scheme.equals("basic")
                        || (Objects.equals(parameter("realm"), other.parameter("realm"))
                                && Objects.equals(parameter("service"), other.parameter("service"))));
    }

    /** The actions that it asks for in a repository, as far as there are such. */
    Optional<String> actionsIn(String path) {
        String prefix = "repository:" + path + ":";
        for (String entry : parameters.getOrDefault("scope", "").split(" ", -1)) {
            String actions = entry.startsWith(prefix) ? entry.substring(prefix.length()) : "";
            if (ACTIONS.matcher(actions).matches()) {
                return Optional.of(actions);
            }
        }
        return Optional.empty();
    }

    /** Reads one header, which may hold several challenges: {@code Bearer a="b",c=d, Basic realm="x"}. */
    private static final class Reader {
        private final String text;
        private final List<Challenge> challenges;
        private int at;

        Reader(String text, List<Challenge> challenges) {
            this.text = text;
            this.challenges = challenges;
        }

        void read() {
            Map<String, String> parameters = new LinkedHashMap<>();
            while (true) {
                skip(" \t,");
                String word = token();
                if (word.isEmpty()) {
                    return;
                }
                int afterWord = at;
                skip(" \t");
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    skip(" \t");
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    at = afterWord;
                    parameters = new LinkedHashMap<>();
                    challenges.add(new Challenge(word.toLowerCase(Locale.ROOT), parameters));
                }
            }
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return token();
            }
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at = Math.min(at + 1, text.length());
            return value.toString();
        }
    }
}
