package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HashiCorp's own acceptance framework over the package, as a black box: tools/acceptance, which also plans again after every
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
            Path printed = folder.resolve("printed.txt");
            ProcessBuilder builder = new ProcessBuilder(
                            PinnedTools.bin("acceptance").toString(), "-test.v", "-test.timeout", "15m")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "PATH", "/usr/bin:/bin",
                            "HOME", folder.toString(),
                            "TMPDIR", folder.toString(),
                            "TF_ACC", "1",
                            "TF_ACC_TERRAFORM_PATH", PinnedTools.bin("tofu").toString(),
                            "TF_CLI_CONFIG_FILE",
                                    Tofu.settings(folder, PackagedProgram.mirrorIn(folder))
                                            .toString(),
                            "ACCEPTANCE_UPSTREAM", upstream.host(),
                            "ACCEPTANCE_MIRROR", mirror.host()));
            Process tests = builder.start();
            try {
                assertThat(tests.waitFor(16, TimeUnit.MINUTES)).as("they end").isTrue();
            } finally {
                tests.descendants().forEach(ProcessHandle::destroyForcibly);
                tests.destroyForcibly();
            }
            String told = Files.readString(printed);
            assertThat(tests.exitValue()).as(told).isZero();
            assertThat(PASSED.matcher(told).results().count())
                    .as("none is skipped%n%s", told)
                    .isPositive()
                    .isEqualTo(STARTED.matcher(told).results().count());
        }
    }
}
