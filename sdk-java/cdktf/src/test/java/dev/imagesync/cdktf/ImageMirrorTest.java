package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableConfig;
import com.hashicorp.cdktf.Testing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a stack with an {@code ImageMirror}: which images it gets, and what its resources say then. */
class ImageMirrorTest extends MirroredStack {

    @Test
    void aPodOfAManifestTakesTheMirrorsDigest() {
        manifest("web", pod(NGINX));
        JsonNode json = mirrored();
        assertThat(json.at("/resource/kubernetes_manifest/web/manifest/spec/containers/0/image")
                        .asText())
                .isEqualTo(digestRefOf(NGINX_SOURCE, json));
        assertThat(json.at("/resource/imagesync")
                        .elements()
                        .next()
                        .get("destination")
                        .asText())
                .isEqualTo(MIRROR + "/docker.io/library/nginx:1.29");
        assertThat(json.at("/resource/kubernetes_manifest/web/manifest/metadata/name")
                        .asText())
                .as("the rest stays")
                .isEqualTo("web");
        assertThat(json.at("/data/imagesync_image").size())
                .as("its source is looked at")
                .isEqualTo(1);
    }

    @Test
    void theBlocksOfATypedResourceAreSeen() {
        TerraformResource deployment = resource(
                "kubernetes_deployment",
                "web",
                "spec",
                Map.of(
                        "replicas",
                        2,
                        "template",
                        List.of(Map.of(
                                "spec",
                                Map.of(
                                        "init_container",
                                        List.of(Map.of("name", "first", "image", "busybox:1.36")),
                                        "container",
                                        List.of(
                                                Map.of("name", "web", "image", NGINX),
                                                Map.of("name", "own", "image", MIRROR + "/own:1")))))));
        deployment.addOverride("metadata.name", "web");
        JsonNode json = mirrored();
        JsonNode spec = json.at("/resource/kubernetes_deployment/web/spec");
        JsonNode pod = spec.at("/template/0/spec");
        assertThat(pod.at("/container/0/image").asText()).isEqualTo(digestRefOf(NGINX_SOURCE, json));
        assertThat(pod.at("/container/1/image").asText()).as("it is there").isEqualTo(MIRROR + "/own:1");
        assertThat(pod.at("/init_container/0/image").asText())
                .isEqualTo(digestRefOf("docker.io/library/busybox:1.36", json));
        assertThat(spec.at("/replicas").asInt()).isEqualTo(2);
        assertThat(images(json)).isEqualTo(2);
    }

    @Test
    void aBlockThatStandsOnceIsSeen() {
        resource("kubernetes_pod", "web", "spec", Map.of("container", Map.of("name", "web", "image", NGINX)));
        JsonNode json = mirrored();
        assertThat(json.at("/resource/kubernetes_pod/web/spec/container/image").asText())
                .isEqualTo(digestRefOf(NGINX_SOURCE, json));
    }

    @Test
    void anImageThatStandsTenTimesIsOneCopy() {
        for (int i = 0; i < 10; i++) {
            manifest("web-" + i, pod(i % 2 == 0 ? NGINX : NGINX_SOURCE));
        }
        assertThat(images(mirrored())).isEqualTo(1);
    }

    @Test
    void whatIsAnOverrideItselfIsSeen() {
        TerraformResource web = manifest("web", pod("busybox:1.36"));
        web.addOverride("manifest.spec.containers.0.image", NGINX);
        TerraformResource whole = TerraformResource.Builder.create(stack, "whole")
                .terraformResourceType("kubernetes_manifest")
                .build();
        whole.addOverride("manifest", pod(NGINX));
        JsonNode json = mirrored();
        String digestRef = digestRefOf(NGINX_SOURCE, json);
        assertThat(json.at("/resource/kubernetes_manifest")).allSatisfy(resource -> {
            assertThat(resource.at("/manifest/spec/containers")).hasSize(1);
            assertThat(resource.at("/manifest/spec/containers/0/image").asText())
                    .isEqualTo(digestRef);
        });
        assertThat(images(json)).isEqualTo(1);
    }

    @Test
    void aSecondSynthesisChangesNothing() {
        manifest("web", pod(NGINX));
        assertThat(mirrored()).isEqualTo(synthesised());
    }

    @Test
    void mirrorsMayShareAStackAndAPod() {
        manifest(
                "web",
                Map.of(
                        "spec",
                        Map.of("containers", List.of(Map.of("image", NGINX), Map.of("image", "quay.io/team/app:1")))));
        manifest("other", pod("docker.io/library/redis:8"));
        Aspects.of(stack)
                .add(new ImageMirror(
                        ImageMirrorConfig.builder(MIRROR).include("**/nginx").build()));
        Aspects.of(stack)
                .add(new ImageMirror(ImageMirrorConfig.builder("other.corp.example")
                        .include("quay.io/**")
                        .build()));
        Aspects.of(stack)
                .add(new ImageMirror(
                        ImageMirrorConfig.builder(MIRROR).include("**/redis").build()));
        JsonNode json = synthesised();
        JsonNode containers = json.at("/resource/kubernetes_manifest/web/manifest/spec/containers");
        assertThat(containers.at("/0/image").asText()).isEqualTo(digestRefOf(NGINX_SOURCE, json));
        assertThat(containers.at("/1/image").asText()).isEqualTo(digestRefOf("quay.io/team/app:1", json));
        assertThat(images(json)).isEqualTo(3);
    }

    @Test
    void aResourceThatMovedElsewhereHasNoImages() {
        manifest("old", pod(NGINX)).moveTo("new");
        manifest("new", pod(NGINX)).addMoveTarget("new");
        assertThat(images(mirrored())).isEqualTo(1);
    }

    @Test
    void aProviderWithAnAliasIsNotTheStacks() {
        TerraformStack bare = new TerraformStack(Testing.app(), "bare");
        new ImagesyncProvider(
                bare, "other", ImagesyncProviderConfig.builder().alias("other").build());
        new Bound(bare, "imagesync", "kubernetes_manifest", Map.of("manifest", pod(NGINX)));
        Aspects.of(bare).add(new ImageMirror(MIRROR));
        assertThat(json(Testing.synth(bare)).at("/provider/imagesync")).hasSize(2);
    }

    @Test
    void aTokenStaysAToken() {
        TerraformVariable image = new TerraformVariable(
                stack, "image", TerraformVariableConfig.builder().type("string").build());
        ImageSync own = new ImageSync(
                stack,
                "own",
                ImageSyncConfig.builder()
                        .source(NGINX_SOURCE)
                        .destination("registry.corp.example/own/nginx:1.29")
                        .build());
        manifest("a", pod(image.getStringValue()));
        manifest("b", pod("nginx:" + image.getStringValue()));
        manifest("c", pod(own.getDigestRef()));
        JsonNode json = mirrored();
        assertThat(json.findValuesAsText("image"))
                .contains("${var.image}", "nginx:${var.image}", "${imagesync.own.digest_ref}");
        assertThat(images(json)).isEqualTo(1);
    }

    @Test
    void theOtherTokensOfAnAttributeThatChangesStay() {
        TerraformVariable any = new TerraformVariable(
                stack, "any", TerraformVariableConfig.builder().type("any").build());
        manifest(
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                any.getNumberValue(),
                                "template",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of("image", NGINX, "args", any.getListValue())),
                                                "hostNetwork",
                                                any.getBooleanValue(),
                                                "priority",
                                                3000000000L)))));
        JsonNode json = mirrored();
        JsonNode spec = json.at("/resource/kubernetes_manifest/web/manifest/spec");
        JsonNode pod = spec.at("/template/spec");
        assertThat(pod.at("/containers/0/image").asText()).isEqualTo(digestRefOf(NGINX_SOURCE, json));
        assertThat(spec.at("/replicas").asText()).isEqualTo("${var.any}");
        assertThat(pod.at("/containers/0/args").asText()).isEqualTo("${var.any}");
        assertThat(pod.at("/hostNetwork").asText()).isEqualTo("${var.any}");
        assertThat(pod.at("/priority").asLong()).isEqualTo(3000000000L);
    }

    @Test
    void whatTheProgramAddsAfterTheAspectIsSeen() {
        Aspects.of(stack).add(new ImageMirror(MIRROR));
        manifest("web", pod(NGINX));
        assertThat(images(synthesised())).isEqualTo(1);
    }

    @Test
    void aStackWithoutTheProviderGetsIt() {
        TerraformStack bare = new TerraformStack(Testing.app(), "bare");
        TerraformResource.Builder.create(bare, "web")
                .terraformResourceType("kubernetes_manifest")
                .build()
                .addOverride("manifest", pod(NGINX));
        Aspects.of(bare).add(new ImageMirror(MIRROR));
        JsonNode json = json(Testing.synth(bare));
        assertThat(json.at("/provider/imagesync").size()).isEqualTo(1);
        assertThat(json.at("/terraform/required_providers/imagesync/source").asText())
                .isEqualTo(ImagesyncProvider.SOURCE);
    }

    @Test
    void everySettingOfAMirrorIsKept() {
        ImagesyncProvider other = new ImagesyncProvider(
                stack, "other", ImagesyncProviderConfig.builder().alias("other").build());
        manifest("web", pod(NGINX));
        manifest("left", pod("quay.io/team/app:1"));
        manifest("out", pod("docker.io/library/redis:8"));
        manifest(
                "thing",
                Map.of("apiVersion", "example.com/v1", "kind", "Thing", "spec", Map.of("image", "busybox:1.36")));
        JsonNode json = mirrored(new ImageMirror(ImageMirrorConfig.builder(MIRROR)
                .rewrite("flat")
                .include("docker.io/**")
                .exclude("**/redis")
                .paths("example.com/Thing: spec.image")
                .platforms("linux/amd64")
                .includeReferrers(true)
                .deletePolicy("retain")
                .provider(other)
                .build()));
        assertThat(images(json)).isEqualTo(2);
        assertThat(json.at("/resource/imagesync").findValuesAsText("destination"))
                .containsExactlyInAnyOrder(MIRROR + "/nginx:1.29", MIRROR + "/busybox:1.36");
        assertThat(json.at("/resource/imagesync")).allSatisfy(image -> {
            assertThat(image.get("platforms")).isEqualTo(json("[\"linux/amd64\"]"));
            assertThat(image.get("include_referrers").asBoolean()).isTrue();
            assertThat(image.get("delete_policy").asText()).isEqualTo("retain");
            assertThat(image.get("provider").asText()).isEqualTo("imagesync.other");
        });
    }

    @Test
    void aMirrorMayBeAnAddress() {
        manifest("web", pod("10.0.0.1:5000/app:1"));
        JsonNode json = mirrored(new ImageMirror("127.0.0.1:5000/mirror"));
        assertThat(json.at("/resource/imagesync").fieldNames())
                .toIterable()
                .allSatisfy(name -> assertThat(name).as("a name of Terraform").matches("[A-Za-z_][A-Za-z0-9_-]*"));
        assertThat(images(json)).isEqualTo(1);
    }
}
