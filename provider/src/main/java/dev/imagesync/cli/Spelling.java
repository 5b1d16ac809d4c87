package dev.imagesync.cli;

import dev.imagesync.problem.Term;

/** Terms as the command line spells them: its options, and where it has none, what stands for them. */
final class Spelling {

    private Spelling() {}

    /** A text that is told to people. */
    static String spell(String text) {
        return Term.spell(text, Spelling::option);
    }

    private static String option(Term term) {
        return switch (term) {
            case CA_FILE -> "--ca-file";
            case DESTINATION -> "DST";
            case DOCKER_CONFIG, REGISTRIES -> "--docker-config";
            case INCLUDE_REFERRERS -> "--include-referrers";
            case PLAIN_HTTP -> "--plain-http";
            case PLATFORMS -> "--platform";
            case SOURCE -> "SRC";
            case SOURCE_DIGEST -> "a digest in SRC";
            case TRUSTED_HOSTS -> "--trusted-host";
            case ALLOW_UNAVAILABLE,
                    CLIENT_CERT_FILE,
                    CLIENT_KEY_FILE,
                    DELETE_POLICY,
                    DIGEST,
                    DIGEST_REF,
                    IDENTITY_TOKEN,
                    INCLUDE_PLATFORMS,
                    MAX_CONCURRENCY,
                    MEDIA_TYPE,
                    OBSERVED_DIGEST,
                    ON_UNDELETABLE,
                    ON_UNREACHABLE,
                    PASSWORD,
                    STATE_REMOVAL,
                    USERNAME -> term.label();
        };
    }
}
