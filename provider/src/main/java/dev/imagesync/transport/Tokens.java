package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import dev.imagesync.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The tokens that are at hand, one for each challenge, credential and scope. Thread-safe. */
final class Tokens {

    private final TokenService service;
    private final Map<Wish, TokenService.Token> held = new ConcurrentHashMap<>();
    private final Map<Wish, Lock> locks = new ConcurrentHashMap<>();

    Tokens(TokenService service) {
        this.service = service;
    }

    /**
     * A token that is wanted.
     *
     * @param challenge what names the service
     * @param candidate who asks; null means nobody
     * @param entries what it is for, one entry a repository
     */
    record Wish(Challenge challenge, @Nullable Candidate candidate, List<String> entries) {}

    /** What came of a wish. */
    sealed interface Answer {}

    /**
     * A token.
     *
     * @param isNew whether it was made now
     */
    record Got(TokenService.Token token, boolean isNew) implements Answer {}

    /**
     * The service refused.
     *
     * @param isForScope whether it knows who asks, and does not allow this
     * @param body what it said
     */
    record Refused(boolean isForScope, byte[] body) implements Answer {}

    /** A token that lives, asked for if there is none. Many requests that need the same one at once wait for the first. */
    Answer get(Wish wish, Request request, Operation operation) {
        Wish key = new Wish(withoutScope(wish.challenge()), wish.candidate(), wish.entries());
        Lock getting = locks.computeIfAbsent(key, absent -> new ReentrantLock());
        getting.lock();
        try {
            TokenService.Token token = held.get(key);
            if (token != null && service.isFresh(token)) {
                return new Got(token, false);
            }
            Answer answer = service.token(wish, request, operation);
            if (answer instanceof Got got) {
                held.put(key, got.token());
            }
            return answer;
        } finally {
            getting.unlock();
        }
    }

    /** Forgets a token that was refused, unless there is a newer one already. */
    void drop(Wish wish, TokenService.Token token) {
        held.remove(new Wish(withoutScope(wish.challenge()), wish.candidate(), wish.entries()), token);
    }

    private static Challenge withoutScope(Challenge challenge) {
        return new Challenge(
                challenge.scheme(),
                Map.of(
                        "realm", challenge.parameters().getOrDefault("realm", ""),
                        "service", challenge.parameters().getOrDefault("service", "")));
    }
}
