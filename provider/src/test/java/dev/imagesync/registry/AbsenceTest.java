package dev.imagesync.registry;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Gone is only what a registry says is gone: a mirror that reads anything else so would forget its images. */
class AbsenceTest {

    private static final Operation NEVER = Operation.unattended();

    private static void assertUnreadable(FakeRegistry host, Code code) {
        ImageReference tag = ImageReference.parse(host.host() + "/team/app:1");
        try (Registries registries = Registries.anonymous()) {
            RegistryClient client = registries.client();
            for (ThrowingCallable question : List.<ThrowingCallable>of(
                    () -> client.find(tag, NEVER),
                    () -> client.manifest(tag, NEVER),
                    () -> client.tags(tag.repository(), NEVER),
                    () -> client.delete(tag, NEVER))) {
                assertProblem(code, question);
            }
        }
    }

    @Test
    void anIngressThatAnswersNotFoundToEverythingIsNoRegistry() {
        try (FakeRegistry host = FakeRegistry.start()) {
            host.faults().on("*", ".*").always(Fault.html(404));
            assertUnreadable(host, Code.NOT_A_REGISTRY);
        }
    }

    @Test
    void aPageInTheWayOfAnApiIsNoRegistry() {
        try (FakeRegistry host = FakeRegistry.start()) {
            host.faults().on("*", "/v2/.+").always(Fault.html(404));
            host.faults().on("*", "/v2/").always(Fault.html(200));
            assertUnreadable(host, Code.NOT_A_REGISTRY);
        }
    }

    @Test
    void aProxyThatWantsALoginIsNoRegistry() {
        try (FakeRegistry host = FakeRegistry.start()) {
            host.faults().on("*", "/v2/.+").always(Fault.html(404));
            host.faults().on("*", "/v2/").always(Fault.html(401));
            assertUnreadable(host, Code.NOT_A_REGISTRY);
        }
    }

    @Test
    void anErrorWithoutACodeOfTheSpecIsNotARegistrysWord() {
        for (String body : List.of(
                "{\"errors\":[\"no handler for route\"]}",
                "{\"errors\":[{\"message\":\"not found\"}]}",
                "{\"errors\":[{\"code\":\"404\"}]}",
                "{\"errors\":[{\"code\":\"NotFound\"}]}")) {
            try (FakeRegistry host = FakeRegistry.start()) {
                host.faults().on("*", ".*").always(new Fault.Status(404, Map.of(), body));
                assertUnreadable(host, Code.NOT_A_REGISTRY);
            }
        }
    }

    @Test
    void aRegistryBehindAPageNotFoundIsBelieved() {
        try (FakeRegistry host = FakeRegistry.start();
                Registries registries = Registries.anonymous()) {
            host.faults().on("*", "/v2/.+").always(Fault.html(404));
            assertThat(registries.client().find(ImageReference.parse(host.host() + "/team/app:1"), NEVER))
                    .isEmpty();
        }
    }

    @Test
    void theOwnErrorOfARegistryNeedsNoFurtherQuestion() {
        try (FakeRegistry host = FakeRegistry.start();
                Registries registries = Registries.anonymous()) {
            assertThat(registries.client().find(ImageReference.parse(host.host() + "/team/app:1"), NEVER))
                    .isEmpty();
            assertThat(host.exchanges().of("GET", "/v2/")).isEmpty();
        }
    }
}
