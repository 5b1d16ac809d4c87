package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.reference.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
            if (first.status() != 401) {
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

    private Answer sendKnowing(Challenge challenge, Call call, Cancellation cancellation, Sender sender) {
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
            boolean wasCached = cache.containsKey(TokenService.key(call, candidate));
            String authorization = authorization(challenge, call, candidate, cancellation);
            Answer answer = sender.send(
                    call,
                    authorization == null ? Map.of() : Map.of("Authorization", authorization),
                    origin(tried, unavailable),
                    cancellation);
            if (answer.status() != 401 || !call.isRepeatable()) {
                if (answer.status() == 401) {
                    cache.remove(TokenService.key(call, candidate));
                }
                return answer;
            }
            cache.remove(TokenService.key(call, candidate));
            if (wasCached && !renewed) {
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

    private @Nullable String authorization(
            Challenge challenge, Call call, @Nullable Candidate candidate, Cancellation cancellation) {
        if (challenge.scheme().equals("basic")) {
            return candidate != null && candidate.credential() instanceof Credential.Basic basic
                    ? TokenService.basicHeader(basic)
                    : null;
        }
        List<String> key = TokenService.key(call, candidate);
        TokenService.Token token = cache.get(key);
        if (token == null || !tokens.isFresh(token)) {
            token = tokens.token(challenge, call, hosts.root(call.registry()), candidate, cancellation);
            if (token == null) {
                cache.remove(key);
                return null;
            }
            cache.put(key, token);
        }
        return "Bearer " + token.value();
    }
}
