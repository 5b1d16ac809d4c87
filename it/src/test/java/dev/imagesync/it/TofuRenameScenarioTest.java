package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resources that are renamed in the program without {@code moved}: OpenTofu deletes and creates one destination in one run, in
 * any order and at once, so that one round proves little.
 */
class TofuRenameScenarioTest extends TofuScenario {

    private static final int ROUNDS = 4;

    /** The images by their tags, each with a digest of its own. */
    private final Map<String, ImageGraph> images = new LinkedHashMap<>();

    @BeforeEach
    void push() {
        for (int i = 1; i <= 6; i++) {
            ImageGraph image = ImageGraphs.ofContent("image " + i);
            image.pushTo(upstream.content(), "library/hello", String.valueOf(i));
            images.put(String.valueOf(i), image);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "image"})
    void renamedAddressesKeepTheirTags(String deletePolicy) throws IOException {
        tofu.program(resources("a", deletePolicy)).apply();
        assertAllMirrored();
        for (int round = 1; round <= ROUNDS; round++) {
            tofu.program(resources(round % 2 == 1 ? "b" : "a", deletePolicy));
            try (TagWatch watch = TagWatch.of(mirror.content(), REPOSITORY, images.keySet())) {
                applyRound(round);
            }
            assertAllMirrored();
        }
        tofu.assertInStep();
        assertThat(tofu.ok("destroy", "-auto-approve", "-no-color")).contains("6 destroyed");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
        images.values().forEach(image -> assertThat(mirror.content()
                        .manifest(REPOSITORY, image.root().digest())
                        .isPresent())
                .as("the manifest stays")
                .isEqualTo(deletePolicy.equals("tag")));
    }

    /** Every other time a saved plan, which another process applies. */
    private void applyRound(int round) throws IOException {
        String printed;
        if (round % 2 == 0) {
            tofu.ok("plan", "-no-color", "-out=saved");
            printed = tofu.ok("apply", "-no-color", "saved");
        } else {
            printed = tofu.apply();
        }
        assertThat(printed).contains("6 added, 0 changed, 6 destroyed");
    }

    private void assertAllMirrored() {
        images.forEach((tag, image) -> assertThat(image.differencesIn(mirror.content(), REPOSITORY, tag))
                .as("tag %s", tag)
                .isEmpty());
    }

    private String resources(String prefix, String deletePolicy) {
        StringBuilder program = new StringBuilder();
        for (String tag : images.keySet()) {
            program.append(
                    """
                    resource "imagesync" "%1$s%2$s" {
                      source        = "%3$s/library/hello:%2$s"
                      destination   = "%4$s/mirror/hello:%2$s"
                      delete_policy = "%5$s"
                    }
                    """
                            .formatted(prefix, tag, upstream.host(), mirror.host(), deletePolicy));
        }
        return program.toString();
    }
}
