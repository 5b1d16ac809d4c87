package dev.imagesync.transport;

import dev.imagesync.reference.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs to be allowed to do: the token of a registry is made out for exactly this.
 *
 * @param repository the repository that the request acts on
 * @param access what is done there
 * @param mountFrom a repository of the same registry that is read as well, or null
 */
public record Scope(Repository repository, Access access, @Nullable Repository mountFrom) {

    /** What is done in a repository. */
    public enum Access {
        /** Read. */
        PULL("pull", "pull"),
        /** Write. */
        PUSH("pull,push", "pull,push"),
        /**
         * Delete. A registry is asked for the permission to push first: Quay's token service refuses a token for
         * {@code delete} with 400. Where that does not suffice the registry's challenge says what does.
         */
        DELETE("pull,push", "pull,push,delete");

        private final String actions;
        private final String needs;

        Access(String actions, String needs) {
            this.actions = actions;
            this.needs = needs;
        }

        /** The actions that a token is asked for, as token services spell them. */
        String actions() {
            return actions;
        }

        /** What an account must be allowed to do, for messages. */
        String needs() {
            return needs;
        }
    }

    public static Scope pull(Repository repository) {
        return new Scope(repository, Access.PULL, null);
    }

    public static Scope push(Repository repository) {
        return new Scope(repository, Access.PUSH, null);
    }

    public static Scope mount(Repository repository, Repository from) {
        return new Scope(repository, Access.PUSH, from);
    }

    public static Scope delete(Repository repository) {
        return new Scope(repository, Access.DELETE, null);
    }

    /** Whether nothing is written. */
    boolean isPull() {
        return access == Access.PULL;
    }

    /** The scope as a token service takes it, one entry a repository. */
    List<String> entries() {
        return entries(access.actions());
    }

    /** The same with other actions in the repository. */
    List<String> entries(String actions) {
        String own = "repository:" + repository.path() + ":" + actions;
        return mountFrom == null ? List.of(own) : List.of(own, "repository:" + mountFrom.path() + ":pull");
    }
}
