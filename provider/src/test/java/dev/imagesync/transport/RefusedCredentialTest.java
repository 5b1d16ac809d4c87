package dev.imagesync.transport;

import static dev.imagesync.transport.AuthenticationTest.ALICE;
import static dev.imagesync.transport.AuthenticationTest.MALLORY;
import static dev.imagesync.transport.AuthenticationTest.WITH_TOKENS;
import static dev.imagesync.transport.AuthenticationTest.pull;
import static dev.imagesync.transport.AuthenticationTest.tags;
import static dev.imagesync.transport.AuthenticationTest.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.auth.Candidate;
import dev.imagesync.auth.Credential;
import dev.imagesync.auth.Credentials;
import dev.imagesync.auth.Offer;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Repository;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeOptions.Login;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is done about a credential that is refused, has been replaced, or is not needed at all. */
class RefusedCredentialTest {

    private final TestTiming time = new TestTiming();

    private Transport transport(Credential credential) {
        List<Candidate> candidates = List.of(new Candidate(credential, "the test"));
        return new Transport(HostSettings.DEFAULTS, repository -> candidates, time.timing());
    }

    /** What is looked up changes when it is looked up again. */
    private static final class Rotating implements Credentials {
        private final AtomicInteger lookUps = new AtomicInteger();
        private volatile String password = RegistryOptions.PASSWORD;

        @Override
        public List<Candidate> offers(Repository repository) {
            return List.of(new Candidate(new Credential.Basic(RegistryOptions.USER, password), "the helper"));
        }

        @Override
        public void forget() {
            lookUps.incrementAndGet();
            password = "rotated";
        }
    }

    @Test
    void everyThreadGoesOnWithWhatReplacedACredential() throws Exception {
        for (FakeOptions options : List.of(FakeOptions.STRICT.withBasicLogin(), WITH_TOKENS)) {
            Rotating credentials = new Rotating();
            try (FakeRegistry registry = FakeRegistry.start(options);
                    Transport transport = new Transport(HostSettings.DEFAULTS, credentials, time.timing())) {
                List<Scope> scopes = IntStream.range(0, 16)
                        .mapToObj(i -> pull(registry, "team/app" + i))
                        .toList();
                tags(transport, scopes.getFirst());
                registry.changePassword("rotated");
                // So that all are under way before one finds out.
                registry.moveAway(Duration.ofMillis(50));
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Callable<Integer>> calls = scopes.stream()
                            .<Callable<Integer>>map(scope -> () -> tags(transport, scope))
                            .toList();
                    for (Future<Integer> status : threads.invokeAll(calls)) {
                        assertThat(status.get()).isEqualTo(200);
                    }
                }
                assertThat(credentials.lookUps).hasValue(1);
            }
        }
    }

    @Test
    void showsAWrongPasswordOnceInARun() {
        for (FakeOptions options : List.of(FakeOptions.STRICT.withBasicLogin(), WITH_TOKENS)) {
            try (FakeRegistry registry = FakeRegistry.start(options);
                    Transport transport = transport(MALLORY)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(tags(transport, pull(registry, "team/app" + i))).isEqualTo(401);
                    assertThat(tags(
                                    transport,
                                    Scope.push(pull(registry, "team/app" + i).repository())))
                            .isEqualTo(401);
                }
                assertThat(registry.exchanges().all())
                        .filteredOn(
                                exchange -> exchange.authorization().orElse("").startsWith("Basic"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void pullsAsNobodyWhereTheCredentialIsRefusedAndPushesNot() {
        Login open = new Login.Bearer(Duration.ofMinutes(1), true);
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withLogin(open));
                Transport transport = transport(MALLORY)) {
            Scope scope = pull(registry, "team/app");
            assertThat(tags(transport, scope)).isEqualTo(200);
            int before = tokens(registry).size();
            assertThat(tags(transport, Scope.push(scope.repository()))).isEqualTo(401);
            assertThat(tokens(registry)).hasSize(before);
        }
    }

    @Test
    void looksAtNoFurtherPlaceThanItMust() {
        List<String> looked = new CopyOnWriteArrayList<>();
        Candidate alice = new Candidate(ALICE, "the first place");
        Credentials lazily = repository -> () -> Stream.<Supplier<Offer>>of(() -> alice, () -> {
                    looked.add("the second place");
                    return alice;
                })
                .map(Supplier::get)
                .iterator();
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = new Transport(HostSettings.DEFAULTS, lazily, time.timing())) {
            assertThat(tags(transport, pull(registry, "team/app"))).isEqualTo(200);
            assertThat(looked).isEmpty();
        }
    }

    @Test
    void aMountThatIsRefusedIsAskedForOnce() {
        try (FakeRegistry registry = FakeRegistry.start(WITH_TOKENS);
                Transport transport = transport(ALICE)) {
            Scope mount = Scope.mount(
                    pull(registry, "team/app").repository(),
                    pull(registry, "team/base").repository());
            registry.faults().on("POST", ".*").always(new Fault.LoggedOut());
            for (int i = 0; i < 10; i++) {
                Request request =
                        Request.to("POST", "/v2/team/app/blobs/uploads/?mount=x&from=team/base", mount, "a test");
                transport.send(request, Operation.unattended()).close();
            }
            assertThat(tokens(registry)).hasSize(1);
            registry.faults().clear();
            assertThat(tags(transport, Scope.push(mount.repository())))
                    .as("a push is another matter")
                    .isEqualTo(200);
        }
    }

    @Test
    void getsItsTokenWhenItIsItsTurn() throws Exception {
        Login oneMinute = new Login.Bearer(Duration.ofMinutes(1), false);
        Reach oneAtATime = new Reach(HostSettings.DEFAULTS, new Limits(1, Map.of()), Network.PLAIN);
        List<Candidate> alice = List.of(new Candidate(ALICE, "the test"));
        try (FakeRegistry registry = FakeRegistry.start(FakeOptions.STRICT.withLogin(oneMinute));
                Transport transport = new Transport(oneAtATime, repository -> alice, time.timing(), RequestLog.NONE)) {
            Scope scope = pull(registry, "team/app");
            tags(transport, scope);
            registry.exchanges().clear();
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch isUnderWay = new CountDownLatch(1);
            Request slow = Request.to("PUT", "/v2/team/app/blobs/uploads/1", scope, "a test")
                    .with(new SlowBody(isUnderWay, go));
            Thread first = Thread.ofPlatform()
                    .start(() -> transport.send(slow, Operation.unattended()).close());
            isUnderWay.await();
            Thread second = Thread.ofPlatform()
                    .start(() -> transport.send(slow, Operation.unattended()).close());
            await("the second waits for its turn").until(() -> second.getState() == Thread.State.WAITING);
            time.advance(Duration.ofMinutes(2));
            go.countDown();
            first.join();
            second.join();
            assertThat(tokens(registry)).hasSize(1);
        }
    }

    /** Can be written once, and not before somebody lets it go. */
    private record SlowBody(CountDownLatch isUnderWay, CountDownLatch go) implements Body {
        @Override
        public long length() {
            return 1;
        }

        @Override
        public String mediaType() {
            return "application/octet-stream";
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            isUnderWay.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(1);
        }
    }
}
