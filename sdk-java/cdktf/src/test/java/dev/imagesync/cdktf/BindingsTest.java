package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users know from generated bindings: builders that begin with a scope, inputs that are read, set and reset. */
class BindingsTest extends Synthesis {

    private static final String DIGEST = "sha256:" + "1".repeat(64);
    private static final String SOURCE = "docker.io/library/busybox:1.36";
    private static final String DESTINATION = "registry.corp.example/mirror/busybox:1.36";

    private SyncedImage image() {
        return SyncedImage.Builder.create(stack, "image")
                .source(SOURCE)
                .destination(DESTINATION)
                .build();
    }

    private JsonNode imageBlock() {
        return synthesised().at("/resource/imagesync/image");
    }

    @Test
    void aBuilderAddsWhatAConfigurationWould() {
        ImageSync.Builder.create(stack, "built")
                .source(SOURCE)
                .destination(DESTINATION)
                .platforms(List.of("linux/amd64"))
                .timeouts(SyncedImageTimeouts.builder().create("1h").build())
                .build();
        new ImageSync(
                stack,
                "configured",
                ImageSyncConfig.builder()
                        .source(SOURCE)
                        .destination(DESTINATION)
                        .platforms(List.of("linux/amd64"))
                        .timeouts(SyncedImageTimeouts.builder().create("1h").build())
                        .build());
        JsonNode images = synthesised().at("/resource/imagesync");
        assertThat(images.get("built").get("platforms")).isEqualTo(json("[\"linux/amd64\"]"));
        assertThat(images.get("built").get("timeouts")).isEqualTo(json("{\"create\":\"1h\"}"));
        assertThat(json(images.get("built").toString().replace("built", "configured"))
                        .findPath("lifecycle"))
                .isEqualTo(images.get("configured").get("lifecycle"));
        assertThat(images.get("built").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> images.get("configured").fieldNames());
        assertThat(isValid()).isTrue();
    }

    @Test
    void everyConstructHasABuilder() {
        ImagesyncProvider other = ImagesyncProvider.Builder.create(stack, "other")
                .alias("other")
                .onUnreachable("fail")
                .build();
        DataImagesyncImage found = DataImagesyncImage.Builder.create(stack, "found")
                .ref(SOURCE)
                .provider(other)
                .build();
        DataImagesyncTags tags = DataImagesyncTags.Builder.create(stack, "tags")
                .repository("docker.io/library/busybox")
                .includeDigests(true)
                .build();
        SyncedImage.Builder.create(stack, "image")
                .source(found.getDigestRef())
                .destination(DESTINATION)
                .build();
        TerraformOutput.Builder.create(stack, "tags_found")
                .value(tags.getTags())
                .build();
        JsonNode json = synthesised();
        assertThat(json.at("/data/imagesync_image/found"))
                .isEqualTo(json("{\"ref\":\"%s\",\"provider\":\"imagesync.other\"}".formatted(SOURCE)));
        assertThat(json.at("/data/imagesync_tags/tags"))
                .isEqualTo(json("{\"repository\":\"docker.io/library/busybox\",\"include_digests\":true}"));
        assertThat(json.at("/provider/imagesync/1"))
                .isEqualTo(json("{\"alias\":\"other\",\"on_unreachable\":\"fail\"}"));
        assertThat(json.at("/resource/imagesync/image/source").asText())
                .isEqualTo("${data.imagesync_image.found.digest_ref}");
        assertThat(isValid()).isTrue();
    }

    @Test
    void aBuilderSaysWhatIsMissing() {
        assertThatThrownBy(() ->
                        ImageSync.Builder.create(stack, "image").source(SOURCE).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("destination is missing");
        assertThatThrownBy(
                        () -> DataImagesyncImage.Builder.create(stack, "image").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ref is missing");
        assertThatThrownBy(
                        () -> DataImagesyncTags.Builder.create(stack, "image").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repository is missing");
    }

    @Test
    void anAttributeIsATokenAndItsInputIsWhatWasSet() {
        SyncedImage image = image();
        image.setSourceDigest(DIGEST);
        image.setPlatforms(List.of("linux/amd64"));
        image.setIncludeReferrers(true);
        image.setDeletePolicy("retain");
        image.putTimeouts(SyncedImageTimeouts.builder().delete("5m").build());
        assertThat(List.of(image.getSource(), image.getDestination(), image.getSourceDigest(), image.getDeletePolicy()))
                .allMatch(Token::isUnresolved);
        assertThat(image.getSourceInput()).isEqualTo(SOURCE);
        assertThat(image.getDestinationInput()).isEqualTo(DESTINATION);
        assertThat(image.getSourceDigestInput()).isEqualTo(DIGEST);
        assertThat(image.getPlatformsInput()).containsExactly("linux/amd64");
        assertThat(image.getIncludeReferrersInput()).isEqualTo(true);
        assertThat(image.getDeletePolicyInput()).isEqualTo("retain");
        assertThat(image.getTimeoutsInput()).isNotNull();
        assertThat(imageBlock())
                .isEqualTo(json(
                        """
                        {"source":"%s","destination":"%s","source_digest":"%s","platforms":["linux/amd64"],
                         "include_referrers":true,"delete_policy":"retain","timeouts":{"delete":"5m"}}
                        """
                                .formatted(SOURCE, DESTINATION, DIGEST)));
    }

    @Test
    void whatIsResetIsNotThere() {
        SyncedImage image = SyncedImage.Builder.create(stack, "image")
                .source(SOURCE)
                .destination(DESTINATION)
                .sourceDigest(DIGEST)
                .platforms(List.of("linux/amd64"))
                .includeReferrers(true)
                .deletePolicy("retain")
                .timeouts(SyncedImageTimeouts.builder().delete("5m").build())
                .build();
        image.resetSourceDigest();
        image.resetPlatforms();
        image.resetIncludeReferrers();
        image.resetDeletePolicy();
        image.resetTimeouts();
        assertThat(image.getSourceDigestInput()).isNull();
        image.setSource("docker.io/library/busybox:1.37");
        image.setDestination("registry.corp.example/mirror/busybox:1.37");
        assertThat(imageBlock())
                .isEqualTo(
                        json(
                                "{\"source\":\"docker.io/library/busybox:1.37\",\"destination\":\"registry.corp.example/mirror/busybox:1.37\"}"));
    }

    @Test
    void aConfigurationServesSeveralConstructsAndIsChangedByNone() {
        SyncedImageConfig config = SyncedImageConfig.builder()
                .source(SOURCE)
                .destination(DESTINATION)
                .build();
        new SyncedImage(stack, "image", config).setDeletePolicy("retain");
        new SyncedImage(stack, "other", config);
        JsonNode images = synthesised().at("/resource/imagesync");
        assertThat(images.get("image").has("delete_policy")).isTrue();
        assertThat(images.get("other").has("delete_policy")).isFalse();
    }

    @Test
    void aDataSourceIsReadSetAndResetToo() {
        DataImagesyncImage found =
                DataImagesyncImage.Builder.create(stack, "found").ref(SOURCE).build();
        found.setRef("docker.io/library/busybox:1.37");
        found.setIncludePlatforms(true);
        found.setAllowUnavailable(true);
        found.resetAllowUnavailable();
        assertThat(found.getRefInput()).isEqualTo("docker.io/library/busybox:1.37");
        assertThat(found.getIncludePlatformsInput()).isEqualTo(true);
        assertThat(found.getAllowUnavailableInput()).isNull();
        DataImagesyncTags tags = DataImagesyncTags.Builder.create(stack, "tags")
                .repository("docker.io/library/busybox")
                .build();
        tags.setRepository("docker.io/library/alpine");
        tags.setIncludeDigests(true);
        tags.resetIncludeDigests();
        assertThat(tags.getRepositoryInput()).isEqualTo("docker.io/library/alpine");
        assertThat(tags.getIncludeDigestsInput()).isNull();
        JsonNode json = synthesised();
        assertThat(json.at("/data/imagesync_image/found"))
                .isEqualTo(json("{\"ref\":\"docker.io/library/busybox:1.37\",\"include_platforms\":true}"));
        assertThat(json.at("/data/imagesync_tags/tags"))
                .isEqualTo(json("{\"repository\":\"docker.io/library/alpine\"}"));
    }

    @Test
    void aProviderIsReadSetAndResetToo() {
        ImagesyncProvider other = ImagesyncProvider.Builder.create(stack, "other")
                .alias("first")
                .registries(Map.of(
                        "registry.corp.example:5000",
                        ImagesyncRegistry.builder().plainHttp(true).build()))
                .dockerConfig("config.json")
                .maxConcurrency(4)
                .build();
        other.setAlias("second");
        other.setOnUndeletable("warn");
        other.resetDockerConfig();
        assertThat(other.getAliasInput()).isEqualTo("second");
        assertThat(other.getRegistriesInput()).containsOnlyKeys("registry.corp.example:5000");
        assertThat(other.getDockerConfigInput()).isNull();
        assertThat(other.getMaxConcurrency()).isEqualTo(4);
        assertThat(synthesised().at("/provider/imagesync/1"))
                .isEqualTo(
                        json(
                                """
                                {"alias":"second","registries":{"registry.corp.example:5000":{"plain_http":true}},
                                 "max_concurrency":4,"on_undeletable":"warn"}
                                """));
    }
}
