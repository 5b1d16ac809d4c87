package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProcess;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HashiCorp's own acceptance framework over the package, as a black box: it/acceptance, which also plans again after every
 * step, and takes a plan that is not empty for a failure.
 */
@Tag("long")
class AcceptanceTest {

    private static final Pattern STARTED = Pattern.compile("^=== RUN ", Pattern.MULTILINE);
    private static final Pattern PASSED = Pattern.compile("^--- PASS: ", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void theFrameworkThatJudgesProvidersPassesThisOne() throws Exception {
        try (RegistryProcess upstream = RegistryProcess.start();
                RegistryProcess mirror = RegistryProcess.start()) {
            String told = JudgingTool.in(folder, "acceptance", "-test.v")
                    .withPackage()
                    .with("TF_ACC", "1")
                    .with("TF_ACC_TERRAFORM_PATH", PinnedTools.bin("tofu").toString())
                    .with("ACCEPTANCE_UPSTREAM", upstream.host())
                    .with("ACCEPTANCE_VERSION", PinnedTools.projectVersion())
                    .with("ACCEPTANCE_MIRROR", mirror.host())
                    .ok();
            assertThat(PASSED.matcher(told).results().count())
                    .as("none is skipped%n%s", told)
                    .isPositive()
                    .isEqualTo(STARTED.matcher(told).results().count());
        }
    }
}
