package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.terraform.rpc.MoveResourceState;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.tfvalues.Value;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of state that other providers wrote, when a {@code moved} block names it. The provider is not configured then. */
class ForeignStateTest {

    private static final String DIGEST = "sha256:" + "1".repeat(64);
    private static final String SKOPEO2 = "registry.terraform.io/bsquare-corp/skopeo2";
    private static final String CRANE = "registry.terraform.io/adam-tylr/crane";

    private final TerraformCaller host = new TerraformCaller();

    @AfterEach
    void stop() {
        host.close();
    }

    private MoveResourceState.Response move(String provider, String type, long version, String json) {
        return TerraformCaller.call(
                host.provider()::moveResourceState,
                MoveResourceState.Request.newBuilder()
                        .setSourceProviderAddress(provider)
                        .setSourceTypeName(type)
                        .setSourceSchemaVersion(version)
                        .setSourceState(RawState.newBuilder().setJson(ByteString.copyFromUtf8(json)))
                        .setTargetTypeName(TerraformCaller.RESOURCE)
                        .build());
    }

    private Value.Fields moved(String provider, String type, long version, String json) {
        MoveResourceState.Response response = move(provider, type, version, json.replace("DIGEST", DIGEST));
        assertThat(response.getDiagnosticsList()).isEmpty();
        return TerraformCaller.decode(response.getTargetState());
    }

    private String refused(String provider, String type, long version, String json) {
        return TerraformCaller.errors(move(provider, type, version, json).getDiagnosticsList()).stream()
                .reduce((one, two) -> one + " AND " + two)
                .orElse("nothing");
    }

    /** The record of an image that was copied whole, and of which nothing else is known. */
    private static Value.Fields image(Value source, String destination, String policy) {
        String repository = destination.substring(0, destination.lastIndexOf(':'));
        return TerraformCaller.decode(TerraformCaller.image(Map.ofEntries(
                Map.entry("source", source),
                Map.entry("destination", Value.of(destination)),
                Map.entry("source_digest", Value.of(DIGEST)),
                Map.entry("digest", Value.of(DIGEST)),
                Map.entry("observed_digest", Value.of(DIGEST)),
                Map.entry("digest_ref", Value.of(repository + "@" + DIGEST)),
                Map.entry("id", Value.of(repository + "@" + DIGEST)),
                Map.entry("media_type", Value.of("")),
                Map.entry("include_referrers", Value.of(false)),
                Map.entry("delete_policy", Value.of(policy)))));
    }

    @ParameterizedTest
    @CsvSource({"false,tag", "true,retain", "null,tag"})
    void skopeo2NamesItsTransportAndMayKeepTheImage(String kept, String policy) {
        assertThat(moved(
                        SKOPEO2,
                        "skopeo2_copy",
                        0,
                        """
                                {"id":"docker://registry.example.com/mirror/app:1","docker_digest":"DIGEST","keep_image":%s,
                                 "source":[{"image":"docker://docker.io/team/app:1","login_script":"true","timeout":60}],
                                 "destination":[{"image":"docker://registry.example.com/mirror/app:1","login_password":"x"}],
                                 "additional_tags":["app:2"],"copy_all_images":true,"insecure":false,"retries":3}
                                """
                                .formatted(kept)))
                .isEqualTo(image(Value.of("docker.io/team/app:1"), "registry.example.com/mirror/app:1", policy));
    }

    @Test
    void skopeoOfBeforeHasTheSameWithoutBlocks() {
        assertThat(
                        moved(
                                "registry.terraform.io/abergmeier/skopeo",
                                "skopeo_copy",
                                0,
                                """
                                {"source_image":"docker://docker.io/team/app:1","docker_digest":"DIGEST",
                                 "destination_image":"docker://registry.example.com/mirror/app:1","keep_image":false}
                                """))
                .isEqualTo(image(Value.of("docker.io/team/app:1"), "registry.example.com/mirror/app:1", "tag"));
    }

    @Test
    void craneDeletesNothing() {
        assertThat(
                        moved(
                                CRANE,
                                "crane_image",
                                0,
                                """
                                {"id":"registry.example.com/mirror/app:1","reference":"registry.example.com/mirror/app:1",
                                 "source":"team/app:1","destination":"registry.example.com/mirror/app:1","digest":"DIGEST",
                                 "source_digest":"0123456789abcdef","platform":null}
                                """))
                .isEqualTo(image(Value.of("docker.io/team/app:1"), "registry.example.com/mirror/app:1", "retain"));
    }

    @Test
    void theForerunnersStateIsMovedAsItIsUpgraded() {
        assertThat(
                        moved(
                                "registry.terraform.io/shesl/imagesync",
                                "imagesync",
                                1,
                                """
                                {"id":"registry.example.com/mirror/app@DIGEST","source":"docker.io/team/app:1",
                                 "destination":"registry.example.com/mirror/app:1","source_digest":"DIGEST"}
                                """))
                .isEqualTo(image(Value.of("docker.io/team/app:1"), "registry.example.com/mirror/app:1", "tag"));
    }

    /** OpenTofu 1.12.4, and Terraform with a moved block, ask so too when only the registry of this provider has changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.terraform.io/imagesync/imagesync",
                "registry.corp.example/imagesync/imagesync",
                "imagesync"
            })
    void ourOwnStateUnderAnotherAddressOfTheProviderIsKept(String provider) {
        ByteString left = PrivateState.seen(ImageReference.parse("docker.io/team/app:1"), Digest.parse(DIGEST))
                .encode();
        MoveResourceState.Response response = TerraformCaller.call(
                host.provider()::moveResourceState,
                MoveResourceState.Request.newBuilder()
                        .setSourceProviderAddress(provider)
                        .setSourceTypeName("imagesync")
                        .setSourceSchemaVersion(2)
                        .setSourceState(RawState.newBuilder()
                                .setJson(ByteString.copyFromUtf8(
                                        """
                                        {"id":"registry.example.com/app@DIGEST","source":"team/app:1","platforms":["linux/amd64"],
                                         "destination":"registry.example.com/app:1","digest":"DIGEST"}
                                        """
                                                .replace("DIGEST", DIGEST))))
                        .setSourcePrivate(left)
                        .setTargetTypeName("imagesync")
                        .build());
        assertThat(response.getDiagnosticsList()).isEmpty();
        Value.Fields kept = TerraformCaller.decode(response.getTargetState());
        assertThat(kept.get("source")).as("as it was written").isEqualTo(Value.of("team/app:1"));
        assertThat(kept.get("platforms").isWhollyKnown()).isTrue();
        assertThat(response.getTargetPrivate()).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"build/app.tar", "app.tar.gz", "app.tgz", "/tmp/app", "./app"})
    void aFileIsNoSource(String file) {
        assertThat(moved(CRANE, "crane_image", 0, crane(file, "registry.example.com/mirror/app:1")))
                .isEqualTo(image(Value.none(), "registry.example.com/mirror/app:1", "retain"));
    }

    @Test
    void anotherTransportThanARegistryIsNoSource() {
        assertThat(
                        moved(
                                SKOPEO2,
                                "skopeo2_copy",
                                0,
                                """
                                {"docker_digest":"DIGEST","source":[{"image":"docker-archive:app.tar"}],
                                 "destination":[{"image":"docker://registry.example.com/mirror/app:1"}]}
                                """))
                .isEqualTo(image(Value.none(), "registry.example.com/mirror/app:1", "tag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.opentofu.org/adam-tylr/crane",
                "mirror.example.com/Adam-Tylr/crane",
                "crane",
                "registry.opentofu.org/imagesync/imagesync"
            })
    void theRegistryOfTheProviderDoesNotMatterNorAnAddressThatWasReplaced(String provider) {
        assertThat(moved(provider, "crane_image", 0, crane("team/app:1", "registry.example.com/mirror/app:1"))
                        .get("digest"))
                .isEqualTo(Value.of(DIGEST));
    }

    @ParameterizedTest
    @CsvSource({
        "registry.terraform.io/kreuzwerker/docker,docker_registry_image",
        "registry.terraform.io/rosmo/gcrane,gcrane_copy",
        "registry.terraform.io/somebody/crane,crane_image",
        "registry.terraform.io/adam-tylr/crane,crane_digest"
    })
    void whatIsNotKnownIsRefusedWithWhatIs(String provider, String type) {
        assertThat(refused(provider, type, 0, "{}"))
                .contains(
                        type + " of " + provider,
                        "take the moved block away and import the image",
                        "imagesync (shesl/imagesync), skopeo2_copy (bsquare-corp/skopeo2), "
                                + "skopeo_copy (abergmeier/skopeo), crane_image (adam-tylr/crane)");
    }

    @Test
    void aNewerVersionOfAStateIsRefused() {
        assertThat(refused(CRANE, "crane_image", 1, "{}")).contains("version 1", "knows 0", "import");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"destination\":\"registry.example.com/app:1\"}|it tells no digest",
                "{\"destination\":\"registry.example.com/app:1\",\"digest\":\"sha256:1\"}|sha256:1",
                "{\"digest\":\"DIGEST\"}|null, is no tag",
                "{\"digest\":\"DIGEST\",\"destination\":\"./app\"}|./app",
                "{\"digest\":\"DIGEST\",\"destination\":\"registry.example.com/app@DIGEST\"}|is no tag of a registry",
                "{|not JSON"
            })
    void aStateThatTellsTooLittleIsADiagnostic(String json, String told) {
        assertThat(refused(CRANE, "crane_image", 0, json.replace("DIGEST", DIGEST)))
                .contains(told)
                .doesNotContain("AND", "IS9001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-archive:/tmp/app.tar",
                "docker-archive:app.tar",
                "oci:layout",
                "containers-storage:app",
                "registry.example.com/app:1"
            })
    void anImageThatSkopeoCopiedToNoRegistryIsRefused(String destination) {
        assertThat(refused(
                        SKOPEO2,
                        "skopeo2_copy",
                        0,
                        """
                                {"docker_digest":"%s","source":[{"image":"docker://docker.io/team/app:1"}],
                                 "destination":[{"image":"%s"}]}
                                """
                                .formatted(DIGEST, destination)))
                .contains(destination);
    }

    private static String crane(String source, String destination) {
        return "{\"source\":\"%s\",\"destination\":\"%s\",\"digest\":\"DIGEST\"}".formatted(source, destination);
    }
}
