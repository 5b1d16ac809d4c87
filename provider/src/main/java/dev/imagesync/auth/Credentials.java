package dev.imagesync.auth;

import dev.imagesync.reference.Repository;
import java.util.List;

/** Where credentials are looked up. Implementations are thread-safe and are asked at call time. */
@FunctionalInterface
public interface Credentials {

    /** No credentials: every registry is asked anonymously. */
    Credentials NONE = repository -> List.of();

    /**
     * What there is for a repository, best first. A place is looked at when the iteration comes to it and not before, since
     * it may be slow, or in disorder, and not be needed. One iteration is used by one thread at a time.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS2105 from the iteration, if a docker config cannot be read and no
     *     place before it had anything
     */
    Iterable<? extends Offer> offers(Repository repository);

    /** Forgets what was looked up, so that it is looked up afresh: a registry refuses what it took before. */
    default void forget() {}
}
