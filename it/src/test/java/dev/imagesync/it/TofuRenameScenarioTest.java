package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that are renamed without `moved`: OpenTofu deletes and creates one destination at once, in any order. */
class TofuRenameScenarioTest extends TofuScenario {

    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(1, 6).boxed().toList();
    private static final List<String> TAGS =
            NUMBERS.stream().map(number -> "t" + number).toList();

    private String six(String prefix, String more) {
        return NUMBERS.stream()
                .map(number ->
                        """
                        resource "imagesync" "%s%d" {
                          source      = "%s/library/hello:1"
                          destination = "%s/%s:t%d"
                          %s
                        }
                        """
                                .formatted(prefix, number, upstream.host(), mirror.host(), REPOSITORY, number, more))
                .collect(Collectors.joining());
    }

    private TagWatch watch() {
        return TagWatch.over(
                TAGS, tag -> mirror.content().manifest(REPOSITORY, tag).isPresent());
    }

    private void assertAllMirrored() {
        TAGS.forEach(tag -> assertThat(ONE.differencesIn(mirror.content(), REPOSITORY, tag))
                .as(tag)
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"tag, 2", "image, 1"})
    void keepTheirTagsWithoutAGap(String policy, int rounds) throws Exception {
        String more = "delete_policy = \"" + policy + "\"";
        tofu.program(six("a", more)).apply();
        for (int round = 0; round < rounds; round++) {
            tofu.program(six(round % 2 == 0 ? "b" : "a", more));
            TagWatch watch = watch();
            String printed = tofu.apply();
            watch.assertNeverMissing();
            assertThat(printed).contains("6 added, 0 changed, 6 destroyed").doesNotContain("re-pointed");
            assertAllMirrored();
        }
        tofu.assertInStep();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().tags(REPOSITORY)).isEmpty();
    }

    @Test
    void keepTheirTagsByASavedPlan() throws Exception {
        tofu.program(six("a", "")).apply();
        tofu.program(six("b", ""));
        tofu.ok("plan", "-out=saved", "-no-color");
        TagWatch watch = watch();
        tofu.ok("apply", "-no-color", "saved");
        watch.assertNeverMissing();
        assertAllMirrored();
        tofu.assertInStep();
    }

    @Test
    void aSourceRenamedWithNewContentLeavesItsOldManifestToTheDestroy() throws IOException {
        tofu.program(hello("delete_policy = \"image\"")).apply();
        ImageGraphs.ofContent("two").pushTo(upstream.content(), "library/other", "1");
        tofu.program(hello("delete_policy = \"image\"").replace("library/hello", "library/other"))
                .apply();
        assertThat(mirror.content().manifest(REPOSITORY, ONE.root().digest()))
                .as("what takes the id may still pull it")
                .isPresent();
        tofu.ok("destroy", "-auto-approve", "-no-color");
        assertThat(mirror.content().manifest(REPOSITORY, ONE.root().digest())).isEmpty();
        assertThat(mirror.content().manifest(REPOSITORY, TWO.root().digest())).isEmpty();
    }
}
