package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that people copy have the version in them: it is the one of pom.xml. */
class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "README.md, dev\\.imagesync:imagesync-[a-z]+:([^`]+)",
        "README.md, terraform-provider-imagesync_([^_]+)_linux",
        "docs/guides/air-gap.md, imagesync-v(.*?)-linux",
        "docs/guides/air-gap.md, resource imagesync (\\S+)",
        "examples/kubernetes-cronjob/cronjob.yaml, /imagesync:(.*)",
        "examples/kubernetes-cronjob/README.md, /imagesync:(.*)",
        "schema.json, ^  \"version\": \"(.*)\"",
        "examples/pulumi-java/pom.xml, <artifactId>imagesync-pulumi</artifactId>\\s*<version>(.*)</version>",
        "examples/pulumi-kubernetes/pom.xml, <artifactId>imagesync-pulumi</artifactId>\\s*<version>(.*)</version>",
        "examples/kubernetes-job/job.yaml, /imagesync:(.*)",
        "examples/mirror-everything/pom.xml, <artifactId>imagesync-pulumi</artifactId>\\s*<version>(.*)</version>",
        "examples/cdktf-mirror-everything/pom.xml, <artifactId>imagesync-cdktf</artifactId>\\s*<version>(.*)</version>",
        "examples/cdktf-java/pom.xml, <artifactId>imagesync-cdktf</artifactId>\\s*<version>(.*)</version>"
    })
    void aTextThatPeopleCopyHasTheVersionOfTheProject(String file, String place) throws IOException {
        assertThat(found(file, place)).isNotEmpty().containsOnly(PinnedTools.projectVersion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/index.md",
                "docs/guides/migration.md",
                "examples/opentofu/main.tf",
                "examples/opentofu-manifest/main.tf"
            })
    void aConstraintThatPeopleCopyAllowsTheVersionOfTheProject(String file) throws IOException {
        assertAllows(found(file, "source +=\\s+\"imagesync/imagesync\"\\s+version = \"~> ([0-9.]+)\""));
    }

    @Test
    void theConstraintThatCdktfWritesAllowsTheVersionOfTheProject() throws IOException {
        assertAllows(found(
                "sdk-java/cdktf/src/main/java/dev/imagesync/cdktf/ImagesyncProvider.java",
                "VERSIONS = \"~> ([0-9.]+)\""));
    }

    private static void assertAllows(List<String> constraints) {
        assertThat(constraints).isNotEmpty().allMatch(part -> PinnedTools.projectVersion()
                .startsWith(part + "."));
    }

    private static List<String> found(String file, String place) throws IOException {
        String text = Files.readString(PinnedTools.root().resolve(file));
        return Pattern.compile(place, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
