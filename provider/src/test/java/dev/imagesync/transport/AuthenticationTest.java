package dev.imagesync.transport;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Repository;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeOptions.Login;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which credential, and how often one is asked for. */
class AuthenticationTest {

    static final Credential ALICE = new Credential.Basic(RegistryOptions.USER, RegistryOptions.PASSWORD);
    static final Credential MALLORY = new Credential.Basic("mallory", "of-mallory");
    private static final Credential IDENTITY = new Credential.IdentityToken(FakeOptions.IDENTITY_TOKEN);
    static final FakeOptions WITH_TOKENS = FakeOptions.STRICT.withTokens();

    private final TestTiming time = new TestTiming();

    private Transport transport(Credential... credentials) {
        List<Candidate> candidates = Stream.of(credentials)
                .map(credential -> new Candidate(credential, "the test"))
                .toList();
        Credentials all = repository -> candidates;
        return new Transport(HostSettings.DEFAULTS, all, time.timing());
    }

    static Scope pull(FakeRegistry registry, String repository) {
        registry.createRepository(repository);
        return Scope.pull(Repository.parse(registry.host() + "/" + repository));
    }

    static int tags(Transport transport, Scope scope) {
        Request request = Request.to("GET", "/v2/" + scope.repository().path() + "/tags/list", scope, "a test");
        try (Response response = transport.send(request, Operation.unattended())) {
            return response.status();
        }
    }

    static List<Exchange> tokens(FakeRegistry registry) {
        return registry.exchanges().all().stream()
                .filter(exchange -> exchange.path().equals("/token"))
                .toList();
    }

    @Test
    void sendsNothingUnaskedAndAnswersAChallengeOnce() {
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin());
                Transport transport = transport(ALICE)) {
            Scope scope = pull(registry, "team/app");
            assertThat(tags(transport, scope)).isEqualTo(200);
            assertThat(tags(transport, scope)).isEqualTo(200);
            assertThat(registry.exchanges().all())
                    .extracting(Exchange::status, exchange -> exchange.authorization()
                            .isPresent())
                    .containsExactly(tuple(401, false), tuple(200, true), tuple(200, true));
        }
    }

    @Test
    void keepsATokenForEachScope() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            Scope app = pull(registry, "team/app");
            Scope other = pull(registry, "team/other");
            for (Scope scope : List.of(app, app, other, other, app, Scope.push(app.repository()))) {
                assertThat(tags(transport, scope)).isEqualTo(200);
            }
            assertThat(tokens(registry)).hasSize(3);
        }
    }

    @Test
    void asksForOneTokenHoweverManyNeedIt() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            Scope scope = pull(registry, "team/app");
            tags(transport, pull(registry, "team/first"));
            registry.exchanges().clear();
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 16; i++) {
                    threads.execute(() -> {
                        try {
                            start.await();
                            tags(transport, scope);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                }
                start.countDown();
            }
            assertThat(registry.exchanges().of("GET", ".*/tags/list"))
                    .hasSize(16)
                    .allMatch(exchange -> exchange.status() == 200);
            assertThat(tokens(registry)).hasSize(1);
        }
    }

    @Test
    void renewsATokenBeforeItsEnd() {
        Login oneMinute = new Login.Bearer(Duration.ofMinutes(1), false);
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withLogin(oneMinute));
                Transport transport = transport(ALICE)) {
            Scope scope = pull(registry, "team/app");
            tags(transport, scope);
            time.advance(Duration.ofSeconds(50));
            tags(transport, scope);
            assertThat(tokens(registry)).hasSize(1);
            time.advance(Duration.ofSeconds(6));
            tags(transport, scope);
            assertThat(tokens(registry)).hasSize(2);
        }
    }

    @Test
    void getsAnotherTokenWhenOneIsWithdrawn() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            Scope scope = pull(registry, "team/app");
            tags(transport, scope);
            registry.expireTokens();
            assertThat(tags(transport, scope)).isEqualTo(200);
            assertThat(tokens(registry)).hasSize(2);
        }
    }

    @Test
    void asksATokenServiceThatFailsAgain() {
        for (Fault fault : List.of(
                Fault.status(503),
                Fault.status(429).with("Retry-After", "1"),
                Fault.html(200),
                new Fault.Truncated(),
                new Fault.Reset())) {
            try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                    Transport transport = transport(ALICE)) {
                registry.faults().on("GET", "/token").once(fault);
                assertThat(tags(transport, pull(registry, "team/app")))
                        .as("%s", fault)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void goesOnToTheNextCredentialAndStaysThere() {
        for (FakeOptions options : List.of(FakeOptions.STRICT.withBasicLogin(), WITH_TOKENS)) {
            try (FakeRegistry registry = FakeRegistry.start(options);
                    Transport transport = transport(MALLORY, ALICE)) {
                Scope scope = pull(registry, "team/app");
                assertThat(tags(transport, scope)).isEqualTo(200);
                registry.exchanges().clear();
                assertThat(tags(transport, scope)).isEqualTo(200);
                assertThat(registry.exchanges().all()).hasSize(1);
            }
        }
    }

    @Test
    void namesEveryCredentialThatWasRefusedAndNoSecret() {
        for (FakeOptions options : List.of(FakeOptions.STRICT.withBasicLogin(), WITH_TOKENS)) {
            try (FakeRegistry registry = FakeRegistry.start(options);
                    Transport transport = transport(MALLORY, new Credential.Basic("eve", "of-eve"))) {
                Scope scope = pull(registry, "team/app");
                Request request = Request.to("GET", "/v2/team/app/tags/list", scope, "a test");
                assertThat(RegistryError.unexpected(transport.send(request, Operation.unattended())))
                        .hasMessageContainingAll("IS2101", "mallory", "eve")
                        .hasMessageNotContainingAny("of-mallory", "of-eve");
            }
        }
    }

    @Test
    void exchangesAnIdentityTokenByPost() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(IDENTITY)) {
            assertThat(tags(transport, pull(registry, "team/app"))).isEqualTo(200);
            assertThat(tokens(registry)).extracting(Exchange::method).containsExactly("POST");
            assertThat(registry.exchanges().all())
                    .noneMatch(exchange -> exchange.toString().contains(FakeOptions.IDENTITY_TOKEN));
        }
    }

    @Test
    void getsATokenWithoutCredentialsWhereEverybodyMayPull() {
        Login open = new Login.Bearer(Duration.ofMinutes(1), true);
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withLogin(open));
                Transport transport = transport()) {
            assertThat(tags(transport, pull(registry, "team/app"))).isEqualTo(200);
            assertThat(tokens(registry)).hasSize(1).allMatch(exchange -> exchange.authorization()
                    .isEmpty());
        }
    }

    @Test
    void sendsNoCredentialToATokenServiceOnAnotherHostInTheClear() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                FakeRegistry foreign = FakeRegistry.start(WITH_TOKENS)) {
            registry.faults()
                    .on("GET", "/v2/.*")
                    .always(new Fault.Header(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://localhost:" + foreign.port() + "/token\",service=\"fake\""));
            for (Credential credential : List.of(ALICE, IDENTITY)) {
                try (Transport transport = transport(credential)) {
                    Scope scope = pull(registry, "team/app");
                    assertProblem(Code.TOKEN_SERVICE_UNTRUSTED, () -> tags(transport, scope));
                }
            }
            assertThat(foreign.exchanges().all()).isEmpty();
        }
    }

    @Test
    void doesNotAnswerTheChallengeOfAHostThatTheRegistryRedirectsTo() {
        for (FakeOptions options : List.of(FakeOptions.STRICT, FakeOptions.STRICT.withBasicLogin(), WITH_TOKENS)) {
            try (FakeRegistry registry = FakeRegistry.start(options);
                    FakeRegistry foreign = FakeRegistry.start(WITH_TOKENS);
                    Transport transport = transport(ALICE)) {
                registry.faults()
                        .on("GET", "/v2/.*")
                        .nth(2, new Fault.Redirect("http://" + foreign.host() + "/v2/team/app/tags/list"));
                Scope scope = pull(registry, "team/app");
                tags(transport, scope);
                tags(transport, scope);
                assertThat(foreign.exchanges().all()).hasSize(1).allMatch(exchange -> exchange.authorization()
                        .isEmpty());
                assertThat(tags(transport, scope)).isEqualTo(200);
            }
        }
    }

    @Test
    void deletesWhereTheTokenServiceKnowsNoPermissionToDelete() {
        Login likeQuay = new Login.Bearer(Duration.ofMinutes(5), false, false);
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withLogin(likeQuay));
                Transport transport = transport(ALICE)) {
            assertThat(delete(registry, transport)).isEqualTo(202);
        }
    }

    @Test
    void asksForThePermissionToDeleteWhereTheChallengeDoes() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            assertThat(delete(registry, transport)).isEqualTo(202);
            registry.exchanges().clear();
            assertThat(delete(registry, transport)).as("remembered").isEqualTo(202);
            assertThat(registry.exchanges().all()).hasSize(1);
        }
    }

    private static int delete(FakeRegistry registry, Transport transport) {
        ImageGraphs.ofContent("v1").pushTo(registry.content(), "team/app", "1");
        Scope scope = Scope.delete(Repository.parse(registry.host() + "/team/app"));
        Request request = Request.to("DELETE", "/v2/team/app/manifests/1", scope, "a test");
        try (Response response = transport.send(request, Operation.unattended())) {
            return response.status();
        }
    }

    @Test
    void asksATokenServiceThatSaysNoOnce() {
        for (int status : new int[] {400, 404, 410}) {
            try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                    Transport transport = transport(ALICE)) {
                registry.faults().on("GET", "/token").always(Fault.status(status));
                Scope scope = pull(registry, "team/app");
                assertProblem(Code.TOKEN_SERVICE_FAILED, () -> tags(transport, scope));
                assertThat(tokens(registry)).as("%s", status).hasSize(1);
            }
        }
    }

    @Test
    void aRepositoryMayHaveATokenServiceOfItsOwn() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            String realm = "Bearer realm=\"http://" + registry.host() + "/token-of-app\",service=\"app\"";
            registry.faults()
                    .on("GET", "/v2/team/app/tags/list")
                    .once(new Fault.Status(401, Map.of("WWW-Authenticate", realm), ""));
            registry.faults().on("GET", "/v2/team/app/tags/list").nth(2, Fault.status(200));
            registry.faults().on("GET", "/token-of-app").always(new Fault.Status(200, Map.of(), "{\"token\":\"app\"}"));
            assertThat(tags(transport, pull(registry, "team/app"))).isEqualTo(200);
            assertThat(tags(transport, pull(registry, "team/other"))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void logsInWhereARegistryHidesFromStrangers(int status) {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            registry.faults().on("GET", "/v2/team/app/tags/list").once(Fault.status(status));
            assertThat(tags(transport, pull(registry, "team/app"))).isEqualTo(200);
        }
    }

    @Test
    void asksAnOpenRegistryOnceWhetherItHides() {
        try (FakeRegistry registry = FakeRegistry.start();
                Transport transport = transport(ALICE)) {
            for (int i = 0; i < 5; i++) {
                Scope scope = Scope.pull(Repository.parse(registry.host() + "/team/none"));
                assertThat(tags(transport, scope)).isEqualTo(404);
            }
            assertThat(registry.exchanges().of("GET", "/v2/")).hasSize(1);
        }
    }
}
