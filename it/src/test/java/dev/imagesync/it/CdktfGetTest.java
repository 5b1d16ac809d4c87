package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bindings that CDKTF's own command makes of the packaged provider: what another program reads out of our schema. */
@Tag("long")
class CdktfGetTest {

    @TempDir
    Path folder;

    @Test
    void bindingsAreMadeOfEverythingThatTheProviderHas() throws Exception {
        Files.writeString(
                folder.resolve("cdktf.json"),
                """
                {
                  "language": "java",
                  "app": "true",
                  "projectId": "bindings",
                  "sendCrashReports": "false",
                  "codeMakerOutput": "gen",
                  "terraformProviders": [
                    {
                      "name": "imagesync",
                      "source": "registry.opentofu.org/imagesync/imagesync",
                      "version": "%s"
                    }
                  ]
                }
                """
                        .formatted(PinnedTools.projectVersion()));
        String told = JudgingTool.in(folder, "cdktf-cli", "get")
                .withPackage()
                .with("TERRAFORM_BINARY_NAME", PinnedTools.bin("tofu").toString())
                .with("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1")
                .with("DISABLE_VERSION_CHECK", "1")
                .with("CI", "1")
                .ok();
        assertThat(told).isEqualToIgnoringNewLines("Generated java constructs in the output directory: gen");

        assertThat(binding("provider/ImagesyncProviderConfig")).content().contains("getRegistries", "getOnUnreachable");
        assertThat(binding("provider/ImagesyncProviderRegistries")).content().contains("getIdentityToken", "getCaFile");
        assertThat(binding("imagesync/Imagesync")).content().contains("getDigestRef", "getObservedDigest");
        assertThat(binding("imagesync/ImagesyncConfig"))
                .content()
                .contains("getPlatforms", "getDeletePolicy", "Changing it forces replacement.");
        assertThat(binding("imagesync/ImagesyncTimeouts")).content().contains("getCreate", "getUpdate", "getDelete");
        assertThat(binding("data_imagesync_image/DataImagesyncImage")).content().contains("getAllowUnavailable");
        assertThat(binding("data_imagesync_tags/DataImagesyncTagsTagsOutputReference"))
                .content()
                .contains("getTag()", "getDigest()");
    }

    private Path binding(String name) {
        return folder.resolve("src/main/java/gen/imagesync/" + name + ".java");
    }
}
