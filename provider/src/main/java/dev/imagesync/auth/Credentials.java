package dev.imagesync.auth;

import dev.imagesync.reference.Repository;
import java.util.List;
import java.util.Optional;

/** Where credentials are looked up. Implementations are thread-safe and are asked at call time. */
@FunctionalInterface
public interface Credentials {

    /** No credentials: every registry is asked anonymously. */
    Credentials NONE = repository -> List.of();

    /** The credentials to try for a repository, best first; empty means anonymous. */
    List<Candidate> candidates(Repository repository);

    /** What should have given credentials for a repository and could not, for the message if its registry refuses. */
    default Optional<String> unavailable(Repository repository) {
        return Optional.empty();
    }

    /** Forgets what was looked up, so that it is looked up afresh: a registry refuses what it took before. */
    default void forget() {}
}
