package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.auth.Offer;
import dev.imagesync.auth.Unavailable;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How we stand with one registry: who we can be, and whom it refused. A refusal is remembered for the run, so that a wrong
 * password is shown once and not with each request, which would lock the account. What the registry took before and refuses
 * now may have been replaced meanwhile: then all is looked up afresh, once for all threads. Thread-safe; a thread that looks
 * something up makes the others wait, since they need the same.
 */
final class Standing {

    private final Credentials credentials;
    private final Map<Repository, Search> searches = new HashMap<>();
    private final Set<Credential> welcome = new HashSet<>();
    private final Set<Use> welcomeUses = new HashSet<>();
    private final Set<Credential> refused = new HashSet<>();
    private final Set<Use> refusedUses = new HashSet<>();
    private final Map<Scope, byte[]> wordsByScope = new HashMap<>();
    private byte[] words = new byte[0];
    private int generation;

    Standing(Credentials credentials) {
        this.credentials = credentials;
    }

    /** A credential, or null for nobody, and what it was shown for. */
    private record Use(@Nullable Credential credential, Scope scope) {}

    /** What was found for a repository so far, and what is still to be looked at. */
    private static final class Search {
        private final List<Offer> found = new ArrayList<>();
        private final Iterator<? extends Offer> rest;

        Search(Iterator<? extends Offer> rest) {
            this.rest = rest;
        }

        /** Whether there are so many offers. Looks at the next places only if it must. */
        boolean has(int index) {
            while (found.size() <= index && rest.hasNext()) {
                found.add(rest.next());
            }
            return index < found.size();
        }
    }

    /**
     * Who to be: the first that was not refused; after them nobody, to pull, or where there is nobody else. Empty if all were
     * refused.
     *
     * @throws ImagesyncException IS2105
     */
    synchronized Optional<Identity> choose(Scope scope) {
        Search search = search(scope.repository());
        boolean hasAny = false;
        for (int i = 0; search.has(i); i++) {
            if (search.found.get(i) instanceof Candidate candidate) {
                hasAny = true;
                if (!isRefused(candidate.credential(), scope)) {
                    return Optional.of(new Identity(candidate, generation));
                }
            }
        }
        return (scope.isPull() || !hasAny) && !refusedUses.contains(new Use(null, scope))
                ? Optional.of(new Identity(null, generation))
                : Optional.empty();
    }

    private Search search(Repository repository) {
        return searches.computeIfAbsent(
                repository.canonical(),
                any -> new Search(credentials.offers(repository).iterator()));
    }

    private boolean isRefused(Credential credential, Scope scope) {
        return refused.contains(credential) || refusedUses.contains(new Use(credential, scope));
    }

    /** Whether there is anybody to be but nobody. A place that cannot be read has nobody. */
    synchronized boolean hasAny(Repository repository) {
        try {
            Search search = search(repository);
            for (int i = 0; search.has(i); i++) {
                if (search.found.get(i) instanceof Candidate) {
                    return true;
                }
            }
        } catch (ImagesyncException e) {
            searches.remove(repository.canonical());
        }
        return false;
    }

    /** The registry knows it. */
    synchronized void accepted(Identity identity, Scope scope) {
        if (identity.candidate() != null && identity.generation() == generation) {
            welcome.add(identity.candidate().credential());
            welcomeUses.add(new Use(identity.candidate().credential(), scope));
        }
    }

    /**
     * The registry, or its token service, refused it.
     *
     * @param isForScope whether it may not do this; else the credential itself is wrong
     * @param body what it said
     */
    synchronized void refused(Identity identity, Scope scope, boolean isForScope, byte[] body) {
        words = body;
        wordsByScope.put(scope, body);
        if (identity.generation() < generation) {
            return;
        }
        Candidate candidate = identity.candidate();
        Use use = new Use(candidate == null ? null : candidate.credential(), scope);
        boolean wasWelcome = isForScope ? welcomeUses.contains(use) : welcome.contains(use.credential());
        if (wasWelcome) {
            generation++;
            searches.clear();
            welcome.clear();
            welcomeUses.clear();
            credentials.forget();
        } else if (isForScope || candidate == null) {
            refusedUses.add(use);
        } else {
            refused.add(candidate.credential());
        }
    }

    /** What was said when the last one was refused for this scope, or for any. */
    synchronized byte[] words(Scope scope) {
        return wordsByScope.getOrDefault(scope, words);
    }

    /**
     * As whom a request was tried, for messages.
     *
     * @param current who it is sent as; null means nobody
     * @return null if nobody ever had anything
     */
    synchronized @Nullable String describe(Scope scope, @Nullable Candidate current) {
        List<String> tried = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Offer offer : search(scope.repository()).found) {
            switch (offer) {
                case Candidate candidate -> {
                    if (candidate.equals(current) || isRefused(candidate.credential(), scope)) {
                        tried.add(candidate.describe());
                    }
                }
                case Unavailable unavailable -> missing.add(unavailable.why());
            }
        }
        if (tried.isEmpty() && missing.isEmpty()) {
            return null;
        }
        String used = tried.isEmpty() ? "no credentials" : String.join("; then ", tried);
        return missing.isEmpty() ? used : used + " (" + String.join("; ", missing) + ")";
    }
}
