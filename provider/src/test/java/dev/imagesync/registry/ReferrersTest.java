package dev.imagesync.registry;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of what refers to an image, page by page, and the tag that stands for it. */
class ReferrersTest {

    private static final Operation NEVER = Operation.unattended();
    private static final String PATH = ".*/referrers/.*";
    private static final Digest SUBJECT = Digest.parse("sha256:" + "a".repeat(64));

    private static Fault page(String digit, String link) {
        String entry = "{\"mediaType\":\"" + MediaTypes.OCI_IMAGE + "\",\"digest\":\"sha256:" + digit.repeat(64)
                + "\",\"size\":7,\"artifactType\":\"a/" + digit + "\"}";
        String body =
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + entry + "]}";
        return new Fault.Status(200, Map.of("Content-Type", MediaTypes.OCI_INDEX, "Link", link), body);
    }

    @Test
    void followsItsPages() {
        try (FakeRegistry registry = FakeRegistry.start();
                Registries registries = Registries.anonymous()) {
            Repository repository = Repository.parse(registry.host() + "/team/app");
            registry.faults().on("GET", PATH).nth(1, page("1", "</v2/team/app/referrers/x?page=2>; rel=\"next\""));
            registry.faults().on("GET", PATH).nth(2, page("2", "<x?page=3>; rel=next"));
            registry.faults().on("GET", PATH).nth(3, page("3", ""));
            assertThat(registries.client().referrers(repository, SUBJECT, NEVER))
                    .extracting(Descriptor::digest)
                    .extracting(Digest::hex)
                    .containsExactly("1".repeat(64), "2".repeat(64), "3".repeat(64));
        }
    }

    @Test
    void followsNoPageToAnotherHost() {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry elsewhere = FakeRegistry.start();
                Registries registries = Registries.anonymous()) {
            Repository repository = Repository.parse(registry.host() + "/team/app");
            registry.faults().on("GET", PATH).always(page("1", "<http://" + elsewhere.host() + "/v2/x>; rel=\"next\""));
            assertProblem(Code.UNEXPECTED_ANSWER, () -> registries.client().referrers(repository, SUBJECT, NEVER));
            assertThat(elsewhere.exchanges().all()).isEmpty();
        }
    }

    @Test
    void theTagOfALongDigestIsCutAsTheSpecSays() {
        assertThat(RegistryClient.referrersTag(SUBJECT).toString()).isEqualTo("sha256-" + "a".repeat(64));
        assertThat(RegistryClient.referrersTag(Digest.parse("sha512:" + "b".repeat(128)))
                        .toString())
                .isEqualTo("sha512-" + "b".repeat(64));
    }
}
