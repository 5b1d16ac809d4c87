package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
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

    /** Sends a call with the given authorization headers. */
    @FunctionalInterface
    interface Sender {
        Answer send(
                Call call, Map<String, String> authorization, @Nullable String credential, Cancellation cancellation);
    }

    Answer send(Call call, Cancellation cancellation, Sender sender) {
        Challenge known = challenges.get(call.registry().canonical());
        if (known == null) {
            Answer first = sender.send(call, Map.of(), null, cancellation);
            if (!isChallenge(first)) {
                return first;
            }
            known = learn(first);
            if (known == null || !call.isRepeatable()) {
                return first;
            }
            first.close();
        }
        return sendKnowing(known, call, cancellation, sender);
    }

    /** What another host asks for, to which the registry redirected, is never answered with what is the registry's. */
    private boolean isChallenge(Answer answer) {
        return answer.status() == 401 && hosts.isAt(answer.call().registry(), answer.address());
    }

    /** A registry that took a credential before and refuses all of them now may want what has replaced it meanwhile. */
    private Answer sendKnowing(Challenge challenge, Call call, Cancellation cancellation, Sender sender) {
        Answer answer = sendWithCandidates(challenge, call, cancellation, sender);
        String repository = call.scope().repository().canonical().toString();
        if (!isChallenge(answer)) {
            welcome.add(repository);
            return answer;
        }
        if (!call.isRepeatable() || !welcome.remove(repository)) {
            return answer;
        }
        answer.close();
        credentials.forget();
        refused.remove(repository);
        return sendWithCandidates(challenge, call, cancellation, sender);
    }

    private Answer sendWithCandidates(Challenge challenge, Call call, Cancellation cancellation, Sender sender) {
        List<@Nullable Candidate> candidates =
                new ArrayList<>(credentials.candidates(call.scope().repository()));
        String repository = call.scope().repository().canonical().toString();
        if (candidates.isEmpty()) {
            candidates.add(null);
        }
        Optional<String> unavailable = credentials.unavailable(call.scope().repository());
        List<String> tried = new ArrayList<>();
        boolean renewed = false;
        int index = Math.min(refused.getOrDefault(repository, 0), candidates.size() - 1);
        while (true) {
            Candidate candidate = candidates.get(index);
            boolean last = index == candidates.size() - 1;
            if (candidate != null) {
                tried.add(candidate.describe());
            }
            Proof proof = proof(challenge, call, candidate, cancellation);
            Answer answer = sender.send(
                    call,
                    proof.header() == null ? Map.of() : Map.of("Authorization", proof.header()),
                    origin(tried, unavailable),
                    cancellation);
            if (!isChallenge(answer)) {
                return answer;
            }
            if (proof.token() != null) {
                cache.remove(TokenService.key(call, candidate), proof.token());
            }
            if (!call.isRepeatable()) {
                return answer;
            }
            if (proof.wasCached() && !renewed) {
                // A token may be withdrawn before its time: once more with a fresh one.
                renewed = true;
            } else if (last) {
                return answer;
            } else {
                index++;
                refused.merge(repository, index, Math::max);
            }
            answer.close();
        }
    }

    private static @Nullable String origin(List<String> tried, Optional<String> unavailable) {
        String used = tried.isEmpty() ? null : String.join("; then ", tried);
        return unavailable
                .map(why -> (used == null ? "no credentials" : used) + " (" + why + ")")
                .orElse(used);
    }

    private @Nullable Challenge learn(Answer answer) {
        for (Challenge challenge : Challenge.parse(answer.headers("WWW-Authenticate"))) {
            if (challenge.scheme().equals("bearer") || challenge.scheme().equals("basic")) {
                challenges.put(answer.call().registry().canonical(), challenge);
                return challenge;
            }
        }
        return null;
    }

    /** What a request shows of itself: a header, if there is any, and the token in it, if it is one. */
    private record Proof(@Nullable String header, TokenService.@Nullable Token token, boolean wasCached) {}

    private Proof proof(Challenge challenge, Call call, @Nullable Candidate candidate, Cancellation cancellation) {
        if (challenge.scheme().equals("basic")) {
            String header = candidate != null && candidate.credential() instanceof Credential.Basic basic
                    ? TokenService.basicHeader(basic)
                    : null;
            return new Proof(header, null, false);
        }
        List<String> key = TokenService.key(call, candidate);
        // Many requests that need the same token at once wait for the one that gets it.
        Lock getting = locks.computeIfAbsent(key, absent -> new ReentrantLock());
        getting.lock();
        try {
            TokenService.Token cached = cache.get(key);
            if (cached != null && tokens.isFresh(cached)) {
                return new Proof("Bearer " + cached.value(), cached, true);
            }
            TokenService.Token token =
                    tokens.token(challenge, call, hosts.root(call.registry()), candidate, cancellation);
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
