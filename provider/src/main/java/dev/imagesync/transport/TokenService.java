package dev.imagesync.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Gets bearer tokens: by GET with Basic authentication (Docker's token specification), or by POST where the credential is an
 * identity token (Docker's OAuth2 specification). Thread-safe.
 */
final class TokenService {

    /** What a token lives if its service does not say, and how much earlier it is renewed. */
    private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

    private static final Duration RENEW_EARLY = Duration.ofSeconds(5);
    private static final int MAX_BODY = 64 << 10;
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final Exchange exchange;
    private final HostSettings hosts;
    private final InstantSource clock;

    TokenService(Exchange exchange, HostSettings hosts, InstantSource clock) {
        this.hosts = hosts;
        this.exchange = exchange;
        this.clock = clock;
    }

    /** A token and when it must be renewed. */
    record Token(String value, Instant renewAt) {
        boolean isFresh(Instant now) {
            return now.isBefore(renewAt);
        }

        @Override
        public String toString() {
            return "token until " + renewAt;
        }
    }

    /** Whether a token need not be renewed yet. */
    boolean isFresh(Token token) {
        return token.isFresh(clock.instant());
    }

    /**
     * Asks for a token. The service's 401 is about who asks, its 403 about what for.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS2103 if it gives neither a token nor a refusal, IS2104 if it must not
     *     be asked, and IS3001 to IS3007
     */
    Tokens.Answer token(Tokens.Wish wish, Request request, Operation operation) {
        URI realm = realm(wish.challenge(), request, hosts.root(request.registry()));
        Candidate candidate = wish.candidate();
        Request tokenRequest = candidate != null && candidate.credential() instanceof Credential.IdentityToken identity
                ? exchange(realm, wish, request, identity)
                : fetch(realm, wish, request);
        try (Response response =
                exchange.exchange(new Message(tokenRequest, tokenRequest.target(), Authorization.NONE), operation)) {
            if (response.status() == 401 || response.status() == 403) {
                return new Tokens.Refused(response.status() == 403, response.bodyUpTo(MAX_BODY));
            }
            if (response.status() != 200) {
                String words = RegistryError.of(response).words();
                throw Retries.mayHelp(response.status())
                        ? failed(tokenRequest, words).toException()
                        : failed(tokenRequest, words).toException(new Retries.Final(response.status()));
            }
            return new Tokens.Got(read(tokenRequest, response), true);
        } catch (JsonProcessingException e) {
            // Its message quotes the response, which may hold half a token.
            throw failed(tokenRequest, "a response that is no JSON").toException();
        } catch (IOException e) {
            throw failed(tokenRequest, e.getMessage()).toException();
        }
    }

    private static URI realm(Challenge challenge, Request request, URI registryRoot) {
        String text = challenge.parameters().getOrDefault("realm", "");
        URI realm;
        try {
            realm = URI.create(text);
        } catch (IllegalArgumentException e) {
            realm = URI.create("");
        }
        if (realm.getHost() == null
                || realm.getUserInfo() != null
                || realm.getFragment() != null
                || !("https".equals(realm.getScheme()) || isPlainBesideRegistry(realm, registryRoot))) {
            throw new Problem(
                            Code.TOKEN_SERVICE_UNTRUSTED,
                            request.describe(),
                            "realm \"" + text + "\"",
                            null,
                            "ask whoever runs " + request.registry()
                                    + ": its token service must be an https address, or on the same host where that is plain HTTP")
                    .toException();
        }
        return realm;
    }

    /** Plain HTTP is taken for granted on the host that the user set to it, and on no other. */
    private static boolean isPlainBesideRegistry(URI realm, URI registryRoot) {
        return "http".equals(realm.getScheme())
                && "http".equals(registryRoot.getScheme())
                && realm.getHost().equalsIgnoreCase(registryRoot.getHost());
    }

    private static Request fetch(URI realm, Tokens.Wish wish, Request request) {
        Candidate candidate = wish.candidate();
        StringBuilder query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery());
        append(query, "service", wish.challenge().parameter("service"));
        wish.entries().forEach(entry -> append(query, "scope", entry));
        String address = realm.toString().replaceAll("\\?.*", "") + (query.isEmpty() ? "" : "?" + query);
        Request tokenRequest = Request.to("GET", address, request.scope(), "a token");
        return candidate != null && candidate.credential() instanceof Credential.Basic basic
                ? tokenRequest.with("Authorization", basicHeader(basic))
                : tokenRequest;
    }

    private static Request exchange(URI realm, Tokens.Wish wish, Request request, Credential.IdentityToken identity) {
        StringBuilder form = new StringBuilder();
        append(form, "grant_type", "refresh_token");
        append(form, "client_id", "imagesync");
        append(form, "service", wish.challenge().parameter("service"));
        append(form, "scope", String.join(" ", wish.entries()));
        append(form, "refresh_token", identity.token());
        return Request.to("POST", realm.toString(), request.scope(), "a token")
                .with(Body.of(form.toString().getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded"));
    }

    private static void append(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    static String basicHeader(Credential.Basic basic) {
        byte[] pair = (basic.username() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private Token read(Request tokenRequest, Response response) throws IOException {
        JsonNode body = JSON.readTree(response.bodyUpTo(MAX_BODY));
        String value = body.path("token").asText(body.path("access_token").asText(""));
        if (value.isEmpty()) {
            throw failed(tokenRequest, "a response without a token").toException();
        }
        long seconds = body.path("expires_in").asLong(DEFAULT_LIFETIME.toSeconds());
        Duration lifetime = Duration.ofSeconds(Math.clamp(seconds, 1, 86_400));
        return new Token(value, clock.instant().plus(lifetime).minus(RENEW_EARLY));
    }

    private static Problem failed(Request tokenRequest, @Nullable String words) {
        return new Problem(
                Code.TOKEN_SERVICE_FAILED,
                tokenRequest.describe(),
                words,
                null,
                "try again; if it stays so, ask whoever runs " + tokenRequest.registry());
    }
}
