package dev.imagesync.terraform;

import java.util.List;
import java.util.regex.Pattern;

/** Names as Terraform spells them: {@code source_digest} for what the lifecycle calls {@code sourceDigest}. */
final class Spelling {

    /** The names that occur in what is told to people. */
    private static final Pattern NAMES = Pattern.compile("\\b("
            + String.join(
                    "|",
                    List.of(
                            "caFile",
                            "clientCertFile",
                            "clientKeyFile",
                            "deletePolicy",
                            "digestRef",
                            "dockerConfig",
                            "identityToken",
                            "includeReferrers",
                            "maxConcurrency",
                            "observedDigest",
                            "onUndeletable",
                            "onUnreachable",
                            "plainHttp",
                            "sourceDigest",
                            "trustedHosts"))
            + ")\\b");

    private Spelling() {}

    /** A name, or a path of names. */
    static String name(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    /** A text in which such names may occur. */
    static String prose(String text) {
        return NAMES.matcher(text).replaceAll(match -> name(match.group()));
    }
}
