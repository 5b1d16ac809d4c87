package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.TerraformIterator;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableConfig;
import com.hashicorp.cdktf.Testing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.constructs.MetadataEntry;

/** What an {@code ImageMirror} tells: settings that are none, images that cannot be mirrored, and what it cannot see. */
class ImageMirrorWarningsTest extends MirroredStack {

    /** What the synthesis says of a resource. */
    private static List<Object> warnings(TerraformResource resource) {
        return resource.getNode().getMetadata().stream()
                .filter(entry -> entry.getType().contains("warn"))
                .map(MetadataEntry::getData)
                .toList();
    }

    @Test
    void whatIsNotSeenIsTold() {
        TerraformVariable image = new TerraformVariable(
                stack, "image", TerraformVariableConfig.builder().type("string").build());
        TerraformResource release = resource("helm_release", "release", "chart", "./web");
        TerraformResource text = resource("kubectl_manifest", "text", "yaml_body", "kind: Pod");
        TerraformResource whole = manifest("whole", Fn.yamldecode(image.getStringValue()));
        TerraformResource part = manifest("part", pod("nginx:" + image.getStringValue()));
        TerraformResource seen = manifest("seen", pod(NGINX));
        Aspects.of(stack).add(new ImageMirror(MIRROR));
        synthesised();
        assertThat(synthesised()).isNotNull();
        assertThat(warnings(release)).singleElement().asString().contains("the chart of a helm_release");
        assertThat(warnings(text)).singleElement().asString().contains("the manifest of a kubectl_manifest");
        assertThat(warnings(whole)).singleElement().asString().contains("manifest is an expression");
        assertThat(warnings(part))
                .singleElement()
                .asString()
                .contains("manifest.spec.containers[0].image is an expression", "stays");
        assertThat(warnings(seen)).isEmpty();
    }

    @Test
    void containersThatAreAnExpressionAreTold() {
        TerraformVariable names = new TerraformVariable(
                stack,
                "names",
                TerraformVariableConfig.builder().type("list(string)").build());
        TerraformResource web = resource(
                "kubernetes_pod",
                "web",
                "spec",
                Map.of(
                        "container",
                        TerraformIterator.fromList(names.getListValue())
                                .dynamic(Map.of("name", "web", "image", NGINX))));
        assertThat(images(mirrored())).isZero();
        assertThat(warnings(web)).singleElement().asString().contains("spec.container is an expression");
    }

    @Test
    void aSettingThatIsNoneIsToldAtOnce() {
        assertThatThrownBy(() -> new ImageMirror("mirror"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("registry: ", "\"mirror\"", "HOST/PATH", "IS1006");
        assertThatThrownBy(
                        () -> ImageMirrorConfig.builder(MIRROR).rewrite("deep").build())
                .hasMessageContainingAll("rewrite: ", "\"deep\"");
        assertThatThrownBy(() ->
                        ImageMirrorConfig.builder(MIRROR).onUnresolved("ask").build())
                .hasMessageContainingAll("onUnresolved: ", "\"ask\"", "fail or warn");
    }

    @Test
    void anImageThatIsNoneEndsTheSynthesisWithItsPlace() {
        manifest("web", pod("Not An Image"));
        Aspects.of(stack).add(new ImageMirror(MIRROR));
        assertThatThrownBy(() -> Testing.fullSynth(stack))
                .hasMessageContainingAll(
                        "kubernetes_manifest.web", "manifest.spec.containers[0].image", "Not An Image", "IS1001");
    }

    @Test
    void anImageThatIsNoneMayStay() {
        TerraformResource web = manifest("web", pod("Not An Image"));
        JsonNode json = mirrored(new ImageMirror(
                ImageMirrorConfig.builder(MIRROR).onUnresolved("warn").build()));
        assertThat(warnings(web)).singleElement().asString().contains("stays as it is", "Not An Image");
        assertThat(json.findValuesAsText("image")).containsExactly("Not An Image");
        assertThat(Testing.fullSynth(stack)).as("it is no error").isNotEmpty();
    }

    @Test
    void twoImagesOfOneDestinationAreBothNamed() {
        manifest("a", pod("docker.io/library/app:1"));
        manifest("b", pod("quay.io/team/app:1"));
        Aspects.of(stack)
                .add(new ImageMirror(
                        ImageMirrorConfig.builder(MIRROR).rewrite("flat").build()));
        assertThatThrownBy(() -> Testing.fullSynth(stack))
                .hasMessageContainingAll("docker.io/library/app:1", "quay.io/team/app:1", MIRROR + "/app:1", "IS1008");
    }
}
