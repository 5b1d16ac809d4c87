package dev.imagesync.transport;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a server gives and nobody goes to. */
class AddressTest {

    private static final Candidate ALICE = new Candidate(new Credential.Basic("alice", "secret"), "the test");

    private static void assertRefused(Code code, ThrowingCallable request) {
        assertProblem(code, request);
    }

    private static Request callTo(String registry) {
        return Request.to("GET", "/v2/", Scope.pull(Repository.parse(registry + "/team/app")), "a test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/token",
                "token service",
                "http://registry.example.com/token",
                "http://127.0.0.1/token",
                "ftp://registry.example.com/token",
                "file:///etc/passwd",
                "https:///token",
                "https://user:password@registry.example.com/token",
                "https://registry.example.com/token#fragment"
            })
    void noTokenServiceButAnHttpsOneIsAskedForARegistryOnHttps(String realm) {
        Tokens.Wish wish = new Tokens.Wish(new Challenge("bearer", Map.of("realm", realm)), ALICE, List.of());
        try (Exchange exchange =
                new Exchange(Reach.of(HostSettings.DEFAULTS), new TestTiming().timing(), RequestLog.NONE)) {
            TokenService tokens = new TokenService(exchange, HostSettings.DEFAULTS, InstantSource.system());
            assertRefused(
                    Code.TOKEN_SERVICE_UNTRUSTED,
                    () -> tokens.token(wish, callTo("registry.example.com"), Operation.unattended()));
        }
    }

    @Test
    void anUploadOfARegistryOnHttpsDoesNotGoOnInTheClear() {
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin())) {
            HostSettings https = new HostSettings(
                    Map.of(new Registry(registry.host()), HostSettings.Host.DEFAULTS.withPlainHttp(false)));
            Credentials alice = repository -> List.of(ALICE);
            try (Transport transport = new Transport(https, alice, new TestTiming().timing())) {
                Request request = callTo(registry.host()).at(URI.create("http://" + registry.host() + "/upload"));
                assertRefused(Code.ADDRESS_REFUSED, () -> transport.send(request, Operation.unattended()));
            }
            assertThat(registry.exchanges().all()).isEmpty();
        }
    }

    @Test
    void aRegistryOnHttpIsNotSpokenToWhereHttpsIsExpected() {
        // A real one: the JDK's server, on which the fake stands, says nothing at all to a TLS handshake.
        try (RegistryProcess registry = RegistryProcess.start()) {
            HostSettings https = new HostSettings(
                    Map.of(new Registry(registry.host()), HostSettings.Host.DEFAULTS.withPlainHttp(false)));
            try (Transport transport = new Transport(https, Credentials.NONE, new TestTiming().timing())) {
                assertRefused(Code.PLAIN_HTTP, () -> transport.send(callTo(registry.host()), Operation.unattended()));
            }
        }
    }

    @Test
    void aRedirectThatFailsNamesTheHostThatFailed() {
        FakeRegistry storage = FakeRegistry.start();
        storage.close();
        try (FakeRegistry registry = FakeRegistry.start();
                Transport transport =
                        new Transport(HostSettings.DEFAULTS, Credentials.NONE, new TestTiming().timing())) {
            registry.faults().on("GET", ".*").always(new Fault.Elsewhere(storage.host()));
            assertProblem(Code.HOST_UNREACHABLE, () -> transport.send(callTo(registry.host()), Operation.unattended()))
                    .contains(registry.host(), "sent on to " + storage.host());
        }
    }

    @Test
    void aRegistryThatIsNotRunningIsAskedAFewTimes() {
        FakeRegistry registry = FakeRegistry.start();
        registry.close();
        TestTiming time = new TestTiming();
        try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing())) {
            assertRefused(Code.HOST_UNREACHABLE, () -> transport.send(callTo(registry.host()), Operation.unattended()));
        }
        assertThat(time.pauses()).hasSize(4);
    }
}
