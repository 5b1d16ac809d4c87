package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of registries. Nothing is sent before a registry asks for it; what it asked for once is then sent
 * with each request, so that only the first one is refused. Tokens are kept per registry, scope and credential. Thread-safe.
 */
final class Authenticator {

    private final Credentials credentials;
    private final TokenService tokens;
    private final HostSettings hosts;
    private final Map<Registry, Challenge> challenges = new ConcurrentHashMap<>();
    private final Map<List<String>, TokenService.Token> cache = new ConcurrentHashMap<>();
    private final Map<List<String>, Lock> locks = new ConcurrentHashMap<>();
    /** Repositories whose registry took a credential in this process. */
    private final Set<String> welcome = ConcurrentHashMap.newKeySet();

    /** How many candidates of a repository's list were refused already. */
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();

    Authenticator(Credentials credentials, TokenService tokens, HostSettings hosts) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.hosts = hosts;
    }

    /** Sends a request with the given authorization headers. */
    @FunctionalInterface
    interface Sender {
        Response send(Request request, Authorization authorization, Operation operation);
    }

    Response send(Request request, Operation operation, Sender sender) {
        Challenge known = challenges.get(request.registry().canonical());
        if (known == null) {
            Response first = sender.send(request, Authorization.NONE, operation);
            if (!isChallenge(first)) {
                return first;
            }
            known = learn(first);
            if (known == null || !request.isRepeatable()) {
                return first;
            }
            first.close();
        }
        return sendKnowing(known, request, operation, sender);
    }

    /** What another host asks for, to which the registry redirected, is never answered with what is the registry's. */
    private boolean isChallenge(Response response) {
        return response.status() == 401 && hosts.isAt(response.request().registry(), response.address());
    }

    /** A registry that took a credential before and refuses all of them now may want what has replaced it meanwhile. */
    private Response sendKnowing(Challenge challenge, Request request, Operation operation, Sender sender) {
        Response response = sendWithCandidates(challenge, request, operation, sender);
        String repository = request.scope().repository().canonical().toString();
        if (!isChallenge(response)) {
            welcome.add(repository);
            return response;
        }
        if (!request.isRepeatable() || !welcome.remove(repository)) {
            return response;
        }
        response.close();
        credentials.forget();
        refused.remove(repository);
        return sendWithCandidates(challenge, request, operation, sender);
    }

    private Response sendWithCandidates(Challenge challenge, Request request, Operation operation, Sender sender) {
        List<@Nullable Candidate> candidates =
                new ArrayList<>(credentials.candidates(request.scope().repository()));
        String repository = request.scope().repository().canonical().toString();
        if (candidates.isEmpty()) {
            candidates.add(null);
        }
        Optional<String> unavailable = credentials.unavailable(request.scope().repository());
        List<String> tried = new ArrayList<>();
        boolean renewed = false;
        int index = Math.min(refused.getOrDefault(repository, 0), candidates.size() - 1);
        while (true) {
            Candidate candidate = candidates.get(index);
            boolean last = index == candidates.size() - 1;
            if (candidate != null) {
                tried.add(candidate.describe());
            }
            Proof proof = proof(challenge, request, candidate, operation);
            Response response =
                    sender.send(request, new Authorization(proof.header(), origin(tried, unavailable)), operation);
            if (!isChallenge(response)) {
                return response;
            }
            if (proof.token() != null) {
                cache.remove(TokenService.key(request, candidate), proof.token());
            }
            if (!request.isRepeatable()) {
                return response;
            }
            if (proof.wasCached() && !renewed) {
                // A token may be withdrawn before its time: once more with a fresh one.
                renewed = true;
            } else if (last) {
                return response;
            } else {
                index++;
                refused.merge(repository, index, Math::max);
            }
            response.close();
        }
    }

    private static @Nullable String origin(List<String> tried, Optional<String> unavailable) {
        String used = tried.isEmpty() ? null : String.join("; then ", tried);
        return unavailable
                .map(why -> (used == null ? "no credentials" : used) + " (" + why + ")")
                .orElse(used);
    }

    private @Nullable Challenge learn(Response response) {
        for (Challenge challenge : Challenge.parse(response.headers("WWW-Authenticate"))) {
            if (challenge.scheme().equals("bearer") || challenge.scheme().equals("basic")) {
                challenges.put(response.request().registry().canonical(), challenge);
                return challenge;
            }
        }
        return null;
    }

    /** What a request shows of itself: a header, if there is any, and the token in it, if it is one. */
    private record Proof(@Nullable String header, TokenService.@Nullable Token token, boolean wasCached) {}

    private Proof proof(Challenge challenge, Request request, @Nullable Candidate candidate, Operation operation) {
        if (challenge.scheme().equals("basic")) {
            String header = candidate != null && candidate.credential() instanceof Credential.Basic basic
                    ? TokenService.basicHeader(basic)
                    : null;
            return new Proof(header, null, false);
        }
        List<String> key = TokenService.key(request, candidate);
        // Many requests that need the same token at once wait for the one that gets it.
        Lock getting = locks.computeIfAbsent(key, absent -> new ReentrantLock());
        getting.lock();
        try {
            TokenService.Token cached = cache.get(key);
            if (cached != null && tokens.isFresh(cached)) {
                return new Proof("Bearer " + cached.value(), cached, true);
            }
            TokenService.Token token =
                    tokens.token(challenge, request, hosts.root(request.registry()), candidate, operation);
            if (token == null) {
                cache.remove(key);
                return new Proof(null, null, false);
            }
            cache.put(key, token);
            return new Proof("Bearer " + token.value(), token, false);
        } finally {
            getting.unlock();
        }
    }
}
