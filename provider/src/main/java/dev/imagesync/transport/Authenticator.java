package dev.imagesync.transport;

import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Registry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of registries. Nothing is sent before a registry asks for it; what it asked for once is then sent
 * with each request, so that only the first one is refused. Thread-safe.
 */
final class Authenticator {

    /** More turns than any honest registry needs: a challenge of its own, a fresh token, other actions, the next credential. */
    private static final int MAX_TURNS = 20;

    private static final int MAX_BODY = 64 << 10;

    private final Credentials credentials;
    private final Tokens tokens;
    private final HostSettings hosts;
    private final Challenges challenges = new Challenges();
    private final Map<Registry, Standing> standings = new ConcurrentHashMap<>();

    Authenticator(Credentials credentials, TokenService service, HostSettings hosts) {
        this.credentials = credentials;
        this.tokens = new Tokens(service);
        this.hosts = hosts;
    }

    /** Sends a request; who we are is asked for at the last moment, since a request may wait for its turn. */
    @FunctionalInterface
    interface Sender {
        Response send(Request request, Supplier<Authorization> authorization, Operation operation);
    }

    /**
     * Sends a request as whoever the registry takes. A 401 comes back if it refuses everybody, or if the request cannot be
     * repeated; then what led to it is mended as far as possible, so that another one may succeed.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS2103, IS2104, IS2105, and what the sender throws
     */
    Response send(Request request, Operation operation, Sender sender) {
        if (challenges.known(request) == null) {
            Response first = sender.send(request, () -> Authorization.NONE, operation);
            boolean isAsked = isChallenge(first) ? challenges.learn(first) != null : isHidden(first, operation, sender);
            if (!isAsked || !request.isRepeatable()) {
                return first;
            }
            first.close();
        }
        return sendAsSomebody(request, operation, sender);
    }

    /** What another host asks for, to which the registry redirected, is never answered with what is the registry's. */
    private boolean isChallenge(Response response) {
        return response.status() == 401 && isFromRegistry(response);
    }

    private boolean isFromRegistry(Response response) {
        return hosts.isAt(response.request().registry(), response.address());
    }

    /**
     * Whether a registry that hides from strangers asks for a login after all: some answer 403 or 404 without a challenge.
     * Asked once for a registry, and only if there is a login.
     */
    private boolean isHidden(Response response, Operation operation, Sender sender) {
        Request request = response.request();
        boolean mayBe = (response.status() == 403 || response.status() == 404)
                && isFromRegistry(response)
                && request.isRepeatable()
                && !challenges.isOpen(request.registry())
                && standing(request).hasAny(request.scope().repository());
        if (!mayBe) {
            return false;
        }
        Request ping = Request.to("GET", "/v2/", request.scope(), "does it want a login");
        try (Response root = sender.send(ping, () -> Authorization.NONE, operation)) {
            boolean asks = isChallenge(root) && challenges.learn(root) != null;
            if (!asks) {
                challenges.learnOpen(request.registry());
            }
            return asks;
        }
    }

    private Standing standing(Request request) {
        return standings.computeIfAbsent(request.registry().canonical(), any -> new Standing(credentials));
    }

    private Response sendAsSomebody(Request request, Operation operation, Sender sender) {
        Standing standing = standing(request);
        for (int turn = 1; ; turn++) {
            Optional<Identity> identity = standing.choose(request.scope());
            if (identity.isEmpty()) {
                return refusedBefore(request, standing.words(request.scope()));
            }
            Turn current = new Turn(request, identity.get(), operation);
            Optional<Tokens.Refused> refusal = current.begin();
            if (refusal.isPresent()) {
                standing.refused(
                        identity.get(),
                        request.scope(),
                        refusal.get().isForScope(),
                        refusal.get().body());
                continue;
            }
            Response response = sender.send(request, current::authorization, operation);
            if (!isChallenge(response)) {
                standing.accepted(identity.get(), request.scope());
                return response;
            }
            byte[] body = readAndClose(response);
            current.learnFrom(response, body);
            if (!request.isRepeatable() || turn == MAX_TURNS) {
                return refusedBefore(request, body);
            }
        }
    }

    private static byte[] readAndClose(Response response) {
        try (response) {
            return response.bodyUpTo(MAX_BODY);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The 401 that was given before, told again. */
    private Response refusedBefore(Request request, byte[] body) {
        String origin = standing(request).describe(request.scope(), null);
        Message message = new Message(
                request, hosts.root(request.registry()).resolve(request.target()), new Authorization(null, origin));
        return Response.remembered(401, body, message);
    }

    /**
     * What a request shows of us.
     *
     * @param header the header, or null for none
     * @param token the token in it, if it is one
     * @param isNew whether the token was made for this request
     */
    private record Shown(@Nullable String header, TokenService.@Nullable Token token, boolean isNew) {}

    /** One time that a request is sent, as somebody. */
    private final class Turn {
        private final Request request;
        private final Identity identity;
        private final Operation operation;
        private final Challenge challenge;
        private Shown shown = new Shown(null, null, false);

        Turn(Request request, Identity identity, Operation operation) {
            this.request = request;
            this.identity = identity;
            this.operation = operation;
            this.challenge = Optional.ofNullable(challenges.known(request)).orElseThrow();
        }

        private Tokens.Wish wish() {
            return new Tokens.Wish(challenge, identity.candidate(), challenges.entries(request.scope()));
        }

        /** Gets what is to be shown; empty if it is there. */
        Optional<Tokens.Refused> begin() {
            if (challenge.scheme().equals("basic")) {
                shown = new Shown(basicHeader(), null, false);
                return Optional.empty();
            }
            return switch (tokens.get(wish(), request, operation)) {
                case Tokens.Got got -> {
                    // A token that was made a moment ago is no older for having been asked for twice.
                    if (!got.token().equals(shown.token())) {
                        shown = new Shown("Bearer " + got.token().value(), got.token(), got.isNew());
                    }
                    yield Optional.empty();
                }
                case Tokens.Refused refused -> Optional.of(refused);
            };
        }

        private @Nullable String basicHeader() {
            return identity.candidate() != null && identity.candidate().credential() instanceof Credential.Basic basic
                    ? TokenService.basicHeader(basic)
                    : null;
        }

        /** A request may have waited for its turn longer than its token lived. */
        Authorization authorization() {
            String header = begin().isEmpty() ? shown.header() : null;
            return new Authorization(header, standing(request).describe(request.scope(), identity.candidate()));
        }

        /** Changes what can be changed before the next turn. */
        void learnFrom(Response response, byte[] body) {
            if (shown.token() != null) {
                tokens.drop(wish(), shown.token());
            }
            Challenge asked = challenges.learn(response);
            boolean isNews = asked != null && (!asked.isLike(challenge) || challenges.learnActions(request, asked));
            // A token may be withdrawn before its time: once more with a fresh one.
            boolean wasOld = shown.token() != null && !shown.isNew();
            if (!isNews && !wasOld) {
                standing(request)
                        .refused(identity, request.scope(), !challenge.scheme().equals("basic"), body);
            }
        }
    }
}
