package dev.imagesync.transport;

import dev.imagesync.reference.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs to be allowed to do: the token of a registry is made out for exactly this.
 *
 * @param repository the repository that the request acts on
 * @param actions the actions as token services spell them, for example {@code pull,push}
 * @param mountFrom a repository of the same registry that is read as well, or null
 */
public record Scope(Repository repository, String actions, @Nullable Repository mountFrom) {

    public static Scope pull(Repository repository) {
        return new Scope(repository, "pull", null);
    }

    public static Scope push(Repository repository) {
        return new Scope(repository, "pull,push", null);
    }

    public static Scope mount(Repository repository, Repository from) {
        return new Scope(repository, "pull,push", from);
    }

    public static Scope delete(Repository repository) {
        return new Scope(repository, "pull,push,delete", null);
    }

    /** The scope as a token service takes it, one entry a repository. */
    List<String> entries() {
        String own = "repository:" + repository.path() + ":" + actions;
        return mountFrom == null ? List.of(own) : List.of(own, "repository:" + mountFrom.path() + ":pull");
    }
}
