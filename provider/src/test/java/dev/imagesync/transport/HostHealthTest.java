package dev.imagesync.transport;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one request finds out about a registry that does not answer, the next hundreds know. */
class HostHealthTest {

    private static final int IMAGES = 200;

    private final TestTiming time = new TestTiming();
    private final FakeRegistry registry = FakeRegistry.start();
    private final Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE, time.timing());
    private final RegistryClient client = new RegistryClient(transport);

    @AfterEach
    void close() {
        transport.close();
        registry.close();
    }

    private void assertUnreadable(int number, Code code) {
        ImageReference image = ImageReference.parse(registry.host() + "/team/app" + number + ":1");
        assertProblem(code, () -> client.find(image, Operation.unattended())).contains("team/app" + number);
    }

    @Test
    void hundredsOfImagesOfADeadRegistryCostTheWaitOfOne() {
        registry.close();
        for (int i = 0; i < IMAGES; i++) {
            assertUnreadable(i, Code.HOST_UNREACHABLE);
        }
        assertThat(time.pauses()).hasSize(4);
        assertThat(transport.requests()).isEqualTo(5);
    }

    @Test
    void hundredsOfImagesOfASilentRegistryCostTheWaitOfOne() {
        registry.faults().on("HEAD", ".*").always(new Fault.Silent());
        for (int i = 0; i < IMAGES; i++) {
            assertUnreadable(i, Code.TIMED_OUT);
        }
        assertThat(transport.requests()).isEqualTo(1);
    }

    @Test
    void isAskedAgainAfterAWhile() {
        registry.faults().on("HEAD", ".*").once(new Fault.Silent());
        assertUnreadable(1, Code.TIMED_OUT);
        assertUnreadable(2, Code.TIMED_OUT);
        time.advance(Duration.ofSeconds(11));
        assertThat(client.find(ImageReference.parse(registry.host() + "/team/app:1"), Operation.unattended()))
                .isEmpty();
    }

    @Test
    void hundredsOfImagesOfARegistryThatAsksToWaitCostTheWaitOfOne() {
        registry.faults().on("HEAD", ".*").always(Fault.status(429).with("Retry-After", "20"));
        for (int i = 0; i < IMAGES; i++) {
            assertUnreadable(i, Code.RATE_LIMITED);
        }
        assertThat(transport.requests()).isEqualTo(5);
        assertThat(time.waited()).isLessThanOrEqualTo(Duration.ofSeconds(5 * 20));
    }

    @Test
    void whatOneIsAskedToWaitForAllWaitFor() {
        registry.faults().on("HEAD", ".*/team/app0/.*").once(Fault.status(503).with("Retry-After", "20"));
        for (int i = 0; i < 3; i++) {
            client.find(ImageReference.parse(registry.host() + "/team/app" + i + ":1"), Operation.unattended());
        }
        assertThat(time.waited()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whoAnswersOneIsNotTakenForDead() {
        registry.faults().on("HEAD", ".*/team/app0/.*").always(new Fault.Reset());
        ImageReference image = ImageReference.parse(registry.host() + "/team/app0:1");
        assertProblem(Code.CONNECTION_BROKE, () -> client.find(image, Operation.unattended()));
        assertThat(client.find(ImageReference.parse(registry.host() + "/team/app1:1"), Operation.unattended()))
                .isEmpty();
    }
}
