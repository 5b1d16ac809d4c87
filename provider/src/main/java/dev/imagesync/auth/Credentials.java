package dev.imagesync.auth;

import dev.imagesync.reference.Repository;
import java.util.ArrayList;
import java.util.List;

/** Where credentials are looked up. Implementations are thread-safe and are asked at call time. */
@FunctionalInterface
public interface Credentials {

    /** No credentials: every registry is asked anonymously. */
    Credentials NONE = repository -> List.of();

    /** The credentials to try for a repository, best first; empty means anonymous. */
    List<Candidate> candidates(Repository repository);

    /** These credentials first, then the others: the latter are tried if a registry refuses the former. */
    default Credentials then(Credentials others) {
        return repository -> {
            List<Candidate> all = new ArrayList<>(candidates(repository));
            all.addAll(others.candidates(repository));
            return List.copyOf(all);
        };
    }
}
