package dev.imagesync.registry;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;

import dev.imagesync.auth.Credentials;
import dev.imagesync.auth.Unavailable;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.transport.HostSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said when a registry refuses: as whom it was asked, and who could have given a credential and did not. */
class RefusedWriteTest {

    private static final Operation NEVER = Operation.unattended();
    private static RegistryProcess registry;

    @BeforeAll
    static void start() {
        registry = RegistryProcess.start(RegistryKind.DISTRIBUTION_3, RegistryOptions.WITH_LOGIN);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void aRefusedManifestNamesTheCredentialThatWasUsed() {
        String missing = "{\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":2}";
        byte[] bytes =
                ("{\"schemaVersion\":2,\"config\":" + missing + ",\"layers\":[]}").getBytes(StandardCharsets.UTF_8);
        Manifest manifest = Manifest.verified(bytes, MediaTypes.OCI_IMAGE, Digest.of(Digest.Algorithm.SHA256, bytes));
        try (Registries registries = Registries.loggedInto(registry.host())) {
            ImageReference tag = ImageReference.parse(registry.host() + "/team/app:1");
            assertProblem(Code.MANIFEST_REFUSED, () -> registries.client().write(tag, manifest, NEVER))
                    .contains("the provider setting registries[\"" + registry.host() + "\"], user \"alice\"");
        }
    }

    @Test
    void anAnonymousRefusalNamesTheHelperThatIsMissing() {
        Credentials helpless = repository -> List.of(new Unavailable("docker-credential-demo is not on the PATH"));
        try (Registries registries = Registries.with(HostSettings.DEFAULTS, helpless)) {
            ImageReference tag = ImageReference.parse(registry.host() + "/team/app:1");
            assertProblem(Code.CREDENTIALS_REFUSED, () -> registries.client().find(tag, NEVER))
                    .contains("no credentials (docker-credential-demo is not on the PATH)");
        }
    }
}
