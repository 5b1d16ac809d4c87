package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program with {@code ImageSync} in it becomes. */
class ImageSyncTest extends Synthesis {

    private static final String DIGEST = "sha256:" + "1".repeat(64);

    @Test
    void anImageIsAResourceThatIsPinnedByADataSource() {
        new ImageSync(stack, "busybox", busybox().build());
        JsonNode json = synthesised();
        assertThat(upstream(json))
                .isEqualTo(json("{\"ref\":\"docker.io/library/busybox:1.36\",\"allow_unavailable\":true}"));
        assertThat(json.at("/resource/imagesync/busybox"))
                .isEqualTo(json(
                        """
                        {
                          "source": "docker.io/library/busybox:1.36",
                          "destination": "registry.corp.example/mirror/busybox:1.36",
                          "source_digest": "${data.imagesync_image.%s.digest}",
                          "lifecycle": {"create_before_destroy": true}
                        }
                        """
                                .formatted(json.at("/data/imagesync_image")
                                        .fieldNames()
                                        .next())));
    }

    @Test
    void aDigestOfTheProgramsOwnNeedsNoDataSource() {
        new ImageSync(stack, "busybox", busybox().sourceDigest(DIGEST).build());
        JsonNode json = synthesised();
        assertThat(json.has("data")).isFalse();
        assertThat(json.at("/resource/imagesync/busybox/source_digest").asText())
                .isEqualTo(DIGEST);
    }

    @Test
    void aSourceByDigestNeedsNoDataSource() {
        new ImageSync(
                stack,
                "busybox",
                busybox().source("docker.io/library/busybox@" + DIGEST).build());
        assertThat(synthesised().has("data")).isFalse();
    }

    @Test
    void whatItGivesGoesIntoOtherResources() {
        ImageSync busybox = new ImageSync(stack, "busybox", busybox().build());
        TerraformResource deployment = TerraformResource.Builder.create(stack, "deployment")
                .terraformResourceType("terraform_data")
                .build();
        deployment.addOverride("input", busybox.getDigestRef());
        TerraformOutput.Builder.create(stack, "digest")
                .value(busybox.getDigest())
                .build();
        TerraformOutput.Builder.create(stack, "source_digest")
                .value(busybox.getSourceDigest())
                .build();
        JsonNode json = synthesised();
        assertThat(json.at("/resource/terraform_data/deployment/input").asText())
                .isEqualTo("${imagesync.busybox.digest_ref}");
        assertThat(json.at("/output/digest/value").asText()).isEqualTo("${imagesync.busybox.digest}");
        assertThat(json.at("/output/source_digest/value").asText()).isEqualTo("${imagesync.busybox.source_digest}");
    }

    @Test
    void everyInputArrivesByItsName() {
        ImagesyncProvider other = new ImagesyncProvider(
                stack, "other", ImagesyncProviderConfig.builder().alias("other").build());
        TerraformResource build = TerraformResource.Builder.create(stack, "build")
                .terraformResourceType("terraform_data")
                .build();
        new ImageSync(
                stack,
                "busybox",
                busybox()
                        .platforms(List.of("linux/amd64", "linux/arm64"))
                        .includeReferrers(true)
                        .deletePolicy("retain")
                        .timeouts(SyncedImageTimeouts.builder()
                                .create("1h")
                                .update("30m")
                                .delete("5m")
                                .build())
                        .provider(other)
                        .dependsOn(List.of(build))
                        .build());
        JsonNode json = synthesised();
        JsonNode image = json.at("/resource/imagesync/busybox");
        assertThat(image.get("platforms")).isEqualTo(json("[\"linux/amd64\",\"linux/arm64\"]"));
        assertThat(image.get("include_referrers").asBoolean()).isTrue();
        assertThat(image.get("delete_policy").asText()).isEqualTo("retain");
        assertThat(image.get("timeouts")).isEqualTo(json("{\"create\":\"1h\",\"update\":\"30m\",\"delete\":\"5m\"}"));
        JsonNode upstream = upstream(json);
        assertThat(List.of(image, upstream)).allSatisfy(block -> {
            assertThat(block.get("provider").asText()).isEqualTo("imagesync.other");
            assertThat(block.get("depends_on")).isEqualTo(json("[\"terraform_data.build\"]"));
        });
        assertThat(isValid()).isTrue();
    }

    @Test
    void aSourceMayBeAToken() {
        TerraformVariable tag = new TerraformVariable(
                stack, "tag", TerraformVariableConfig.builder().type("string").build());
        new ImageSync(
                stack,
                "busybox",
                busybox()
                        .source("docker.io/library/busybox:" + tag.getStringValue())
                        .build());
        assertThat(upstream(synthesised()).get("ref").asText()).isEqualTo("docker.io/library/busybox:${var.tag}");
        assertThat(isValid()).isTrue();
    }

    @Test
    void theWholeConfigurationIsValidForTheProvider() {
        Map<String, ImagesyncRegistry> registries = Map.of(
                "registry.corp.example:5000",
                ImagesyncRegistry.builder()
                        .username("mirror")
                        .password("secret")
                        .plainHttp(false)
                        .caFile("ca.pem")
                        .trustedHosts(List.of("blobs.corp.example"))
                        .maxConcurrency(8)
                        .build(),
                "other.corp.example",
                ImagesyncRegistry.builder()
                        .identityToken("token")
                        .clientCertFile("cert.pem")
                        .clientKeyFile("key.pem")
                        .build());
        new ImagesyncProvider(
                stack,
                "other",
                ImagesyncProviderConfig.builder()
                        .alias("other")
                        .registries(registries)
                        .dockerConfig("config.json")
                        .onUnreachable("fail")
                        .onUndeletable("warn")
                        .maxConcurrency(4)
                        .build());
        DataImagesyncImage image = new DataImagesyncImage(
                stack,
                "image",
                DataImagesyncImageConfig.builder()
                        .ref("docker.io/library/busybox:1.36")
                        .includePlatforms(true)
                        .build());
        DataImagesyncTags tags = new DataImagesyncTags(
                stack,
                "tags",
                DataImagesyncTagsConfig.builder()
                        .repository("docker.io/library/busybox")
                        .includeDigests(true)
                        .build());
        output("platforms", image.getPlatforms());
        output("all_tags", tags.getTags());
        SyncedImage bare = new SyncedImage(
                stack,
                "bare",
                SyncedImageConfig.builder()
                        .source("docker.io/library/busybox:1.35")
                        .destination("registry.corp.example/mirror/busybox:1.35")
                        .build());
        output("seen", bare.getObservedDigest());
        output("media_type", bare.getMediaType());
        output("id", bare.getId());
        assertThat(synthesised().at("/provider/imagesync/1/registries").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("registry.corp.example:5000", "other.corp.example");
        assertThat(isValid()).isTrue();
    }

    @Test
    void aTypingErrorIsNotValid() {
        SyncedImage image = new SyncedImage(
                stack,
                "image",
                SyncedImageConfig.builder()
                        .source("docker.io/library/busybox:1.36")
                        .destination("registry.corp.example/mirror/busybox:1.36")
                        .build());
        image.addOverride("sourcedigest", DIGEST);
        assertThat(isValid()).isFalse();
    }

    @Test
    void whatIsMissingIsSaidWhereItIsMissing() {
        assertThatThrownBy(() -> ImageSyncConfig.builder()
                        .destination("registry.corp.example/mirror/busybox:1.36")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source is missing: name the image to copy");
        assertThatThrownBy(() -> busybox().destination(" ").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("destination is empty: name the tag to keep");
    }

    /** The only data source there is. */
    private static JsonNode upstream(JsonNode json) {
        return json.at("/data/imagesync_image").elements().next();
    }

    private void output(String name, Object value) {
        TerraformOutput.Builder.create(stack, name).value(value).build();
    }

    private static ImageSyncConfig.Builder busybox() {
        return ImageSyncConfig.builder()
                .source("docker.io/library/busybox:1.36")
                .destination("registry.corp.example/mirror/busybox:1.36");
    }
}
