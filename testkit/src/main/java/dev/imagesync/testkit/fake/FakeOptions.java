package dev.imagesync.testkit.fake;

import dev.imagesync.testkit.RegistryOptions;
import java.time.Duration;

/**
 * What kind of registry the fake is. {@link #STRICT} has everything that the spec has and asks for no login; the methods make
 * it a poorer one.
 *
 * @param deletes what it deletes
 * @param mounts whether it takes blobs from its other repositories; else a mount becomes an upload
 * @param referrers whether it has the referrers API
 * @param login whom it asks for
 * @param tagsAreImmutable whether a tag that points at a digest keeps pointing at it
 * @param createsRepositories whether a push to a new repository creates it
 */
public record FakeOptions(
        Deletes deletes,
        boolean mounts,
        boolean referrers,
        Login login,
        boolean tagsAreImmutable,
        boolean createsRepositories) {

    /** The identity token of the user that the fake knows, {@link RegistryOptions#USER}. */
    public static final String IDENTITY_TOKEN = "identity-of-alice";

    /** All that the spec has, open to everybody. */
    public static final FakeOptions STRICT = new FakeOptions(Deletes.ALL, true, true, new Login.None(), false, true);

    /** What is deleted. */
    public enum Deletes {
        /** Tags, manifests and blobs. */
        ALL,
        /** Everything but tags, which are answered 400 DIGEST_INVALID, as distribution 2.8 does. */
        NO_TAGS,
        /** Nothing: 405 UNSUPPORTED. */
        NOTHING
    }

    /** How a registry finds out who somebody is. */
    public sealed interface Login {

        /** Not at all. */
        record None() implements Login {}

        /** By user and password with every request. */
        record Basic() implements Login {}

        /**
         * By a token for a repository, from the fake's own token service at {@code /token}.
         *
         * @param lifetime how long a token is said to live
         * @param anonymousPull whether everybody gets tokens to pull with
         * @param knowsDelete whether there is a permission to delete; Quay answers 400 to who asks for it, and takes that to push
         */
        record Bearer(Duration lifetime, boolean anonymousPull, boolean knowsDelete) implements Login {
            public Bearer(Duration lifetime, boolean anonymousPull) {
                this(lifetime, anonymousPull, true);
            }
        }
    }

    public FakeOptions withDeletes(Deletes what) {
        return new FakeOptions(what, mounts, referrers, login, tagsAreImmutable, createsRepositories);
    }

    public FakeOptions withoutMounts() {
        return new FakeOptions(deletes, false, referrers, login, tagsAreImmutable, createsRepositories);
    }

    public FakeOptions withoutReferrers() {
        return new FakeOptions(deletes, mounts, false, login, tagsAreImmutable, createsRepositories);
    }

    public FakeOptions withBasicLogin() {
        return withLogin(new Login.Basic());
    }

    /** With tokens that live for five minutes, for those who log in. */
    public FakeOptions withTokens() {
        return withLogin(new Login.Bearer(Duration.ofMinutes(5), false));
    }

    public FakeOptions withLogin(Login other) {
        return new FakeOptions(deletes, mounts, referrers, other, tagsAreImmutable, createsRepositories);
    }

    public FakeOptions withImmutableTags() {
        return new FakeOptions(deletes, mounts, referrers, login, true, createsRepositories);
    }

    /** Repositories have to be created by {@link FakeRegistry#createRepository}. */
    public FakeOptions withoutNewRepositories() {
        return new FakeOptions(deletes, mounts, referrers, login, tagsAreImmutable, false);
    }
}
