package dev.imagesync.cdktf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.ListTerraformIterator;
import com.hashicorp.cdktf.Precondition;
import com.hashicorp.cdktf.TerraformCount;
import com.hashicorp.cdktf.TerraformIterator;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Terraform takes besides the inputs, on the construct {@code ImageSync}, which is two blocks: each goes where it belongs. */
class MetaArgumentsTest extends Synthesis {

    private ImageSync.Builder busybox() {
        return ImageSync.Builder.create(stack, "busybox")
                .source("docker.io/library/busybox:1.36")
                .destination("registry.corp.example/mirror/busybox:1.36");
    }

    private static JsonNode image(JsonNode json) {
        return json.at("/resource/imagesync/busybox");
    }

    private static JsonNode upstream(JsonNode json) {
        return json.at("/data/imagesync_image").elements().next();
    }

    private JsonNode lifecycle(TerraformResourceLifecycle lifecycle) {
        busybox().lifecycle(lifecycle).build();
        JsonNode json = synthesised();
        assertThat(upstream(json).has("lifecycle"))
                .as("a data source has none of this")
                .isFalse();
        assertThat(isValid()).isTrue();
        return image(json).get("lifecycle");
    }

    @Test
    void theImageIsProtectedAndItsSuccessorStillComesFirst() {
        assertThat(lifecycle(TerraformResourceLifecycle.builder()
                        .preventDestroy(true)
                        .build()))
                .isEqualTo(json("{\"create_before_destroy\":true,\"prevent_destroy\":true}"));
    }

    @Test
    void attributesAreIgnoredByTheirNamesInHcl() {
        assertThat(lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("source_digest", "platforms"))
                        .build()))
                .isEqualTo(
                        json("{\"create_before_destroy\":true,\"ignore_changes\":[\"source_digest\",\"platforms\"]}"));
    }

    @Test
    void allIsIgnoredWithOneWord() {
        assertThat(lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges("all")
                        .build()))
                .isEqualTo(json("{\"create_before_destroy\":true,\"ignore_changes\":\"all\"}"));
    }

    @Test
    void whoWantsTheOldOneDestroyedFirstMaySaySo() {
        assertThat(lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(false)
                        .build()))
                .isEqualTo(json("{\"create_before_destroy\":false}"));
    }

    @Test
    void conditionsAndTriggersArriveToo() {
        TerraformResource.Builder.create(stack, "release")
                .terraformResourceType("terraform_data")
                .build();
        assertThat(lifecycle(TerraformResourceLifecycle.builder()
                        .replaceTriggeredBy(List.of("terraform_data.release"))
                        .precondition(List.of(Precondition.builder()
                                .condition("${terraform_data.release.id != null}")
                                .errorMessage("never")
                                .build()))
                        .build()))
                .isEqualTo(
                        json(
                                """
                                {"create_before_destroy":true,"replace_triggered_by":["terraform_data.release"],
                                 "precondition":[{"condition":"${terraform_data.release.id != null}","error_message":"never"}]}
                                """));
    }

    @Test
    void eachOfAListIsPinnedByItsOwnUpstream() {
        TerraformVariable tags = new TerraformVariable(
                stack,
                "tags",
                TerraformVariableConfig.builder().type("list(string)").build());
        ListTerraformIterator each = TerraformIterator.fromList(tags.getListValue());
        ImageSync.Builder.create(stack, "busybox")
                .forEach(each)
                .source("docker.io/library/busybox:${each.key}")
                .destination("registry.corp.example/mirror/busybox:${each.key}")
                .build();
        JsonNode json = synthesised();
        String name = json.at("/data/imagesync_image").fieldNames().next();
        assertThat(List.of(image(json), upstream(json)))
                .allSatisfy(block -> assertThat(block.get("for_each").asText()).isEqualTo("${toset(var.tags)}"));
        assertThat(image(json).get("source_digest").asText())
                .isEqualTo("${data.imagesync_image." + name + "[each.key].digest}");
        assertThat(isValid()).isTrue();
    }

    @Test
    void oneOfANumberIsPinnedByItsOwnUpstream() {
        busybox()
                .count(TerraformCount.of(2))
                .destination("registry.corp.example/mirror/busybox:${count.index}")
                .build();
        JsonNode json = synthesised();
        String name = json.at("/data/imagesync_image").fieldNames().next();
        assertThat(image(json).get("source_digest").asText())
                .isEqualTo("${data.imagesync_image." + name + "[count.index].digest}");
        assertThat(List.of(image(json), upstream(json)))
                .allSatisfy(block -> assertThat(block.get("count").asInt()).isEqualTo(2));
        assertThat(isValid()).isTrue();
    }
}
