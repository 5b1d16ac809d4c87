package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.cdktf.DataImagesyncImage;
import dev.imagesync.cdktf.DataImagesyncTags;
import dev.imagesync.cdktf.ImagesyncProvider;
import dev.imagesync.cdktf.SyncedImage;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bindings that CDKTF's own command makes of the packaged provider: what another program reads out of our schema. */
@Tag("long")
class CdktfGetTest {

    /** What is read, set, put and reset of an input. */
    private static final Pattern ACCESSOR = Pattern.compile("public \\S+ (get\\w+Input|(?:set|put|reset)\\w+)\\(");

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

        assertHasAccessorsOf("imagesync/Imagesync", SyncedImage.class);
        assertHasAccessorsOf("data_imagesync_image/DataImagesyncImage", DataImagesyncImage.class);
        assertHasAccessorsOf("data_imagesync_tags/DataImagesyncTags", DataImagesyncTags.class);
        assertHasAccessorsOf("provider/ImagesyncProvider", ImagesyncProvider.class);
    }

    /** That our own class has what somebody knows who comes from generated ones. */
    private void assertHasAccessorsOf(String generated, Class<?> ours) throws IOException {
        Set<String> wanted = ACCESSOR.matcher(Files.readString(binding(generated)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(wanted).as("accessors in %s", generated).isNotEmpty();
        assertThat(Stream.of(ours.getMethods()).map(Method::getName)).containsAll(wanted);
        assertThat(Stream.of(ours.getDeclaredClasses()).map(Class::getSimpleName))
                .contains("Builder");
    }

    private Path binding(String name) {
        return folder.resolve("src/main/java/gen/imagesync/" + name + ".java");
    }
}
