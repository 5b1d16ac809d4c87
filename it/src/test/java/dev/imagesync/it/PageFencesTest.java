package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each fenced block of a page is of a kind that a test runs, or says that it is not run. Run are {@code terraform}
 * ({@link TofuPagesTest}), {@code java} ({@link JavaPagesTest}), {@code yaml} ({@link YamlPagesTest}), {@code sh}
 * ({@link CommandPagesTest}, {@link ReadmeInstallationTest}), {@code json} ({@link RenovatePresetTest}) and, with
 * {@code make it}, {@code typescript}, {@code python} and {@code go} ({@link LanguageSdkTest}). Not run are {@code text}, which
 * is what somebody prints or what needs more than this machine, and {@code console}, the commands of other people's programs.
 */
class PageFencesTest {

    private static final Set<String> RUN =
            Set.of("terraform", "java", "yaml", "sh", "json", "typescript", "python", "go");
    private static final Set<String> NOT_RUN = Set.of("text", "console");

    /** A command that a test can run, in a block that is not run. */
    private static final Pattern OURS = Pattern.compile("(?m)^\\$ (imagesync|pulumi|tofu|terraform) .*");

    @Test
    void everyBlockSaysWhatItIs() {
        assertThat(Fence.all()).isNotEmpty().allSatisfy(fence -> assertThat(fence.language())
                .as("language of %s", fence)
                .matches(language -> RUN.contains(language) || NOT_RUN.contains(language)));
    }

    @Test
    void noCommandThatCanBeRunIsLeftOut() {
        assertThat(Fence.of("console"))
                .allSatisfy(fence -> assertThat(fence.text()).as("%s", fence).doesNotContainPattern(OURS));
    }
}
