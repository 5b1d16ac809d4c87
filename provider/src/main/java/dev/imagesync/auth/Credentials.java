package dev.imagesync.auth;

import dev.imagesync.reference.Repository;
import java.util.ArrayList;
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

    /** These credentials first, then the others: the latter are tried if a registry refuses the former. */
    default Credentials then(Credentials others) {
        Credentials first = this;
        return new Credentials() {
            @Override
            public List<Candidate> candidates(Repository repository) {
                List<Candidate> all = new ArrayList<>(first.candidates(repository));
                all.addAll(others.candidates(repository));
                return List.copyOf(all);
            }

            @Override
            public Optional<String> unavailable(Repository repository) {
                return first.unavailable(repository).or(() -> others.unavailable(repository));
            }
        };
    }
}
