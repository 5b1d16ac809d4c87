package dev.imagesync.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The fake is an OCI registry: OCI's own conformance test says so, with every part of it that the fake claims to have. */
class ConformanceTest {

    /** Far fewer than there are, far more than a run that went wrong early has. */
    private static final int AT_LEAST = 400;

    @TempDir
    private Path results;

    @Test
    void passesWithEverything() throws Exception {
        assertConforms(FakeOptions.STRICT, Map.of(), 0);
    }

    /** The tool asks for a token of one repository at a time, with which no blob can be mounted from another: two skips. */
    @Test
    void passesBehindATokenService() throws Exception {
        assertConforms(
                FakeOptions.STRICT.withTokens(),
                Map.of("OCI_USERNAME", RegistryOptions.USER, "OCI_PASSWORD", RegistryOptions.PASSWORD),
                2);
    }

    private void assertConforms(FakeOptions options, Map<String, String> login, int skipped) throws Exception {
        File output = results.resolve("output").toFile();
        try (FakeRegistry registry = FakeRegistry.start(options)) {
            ProcessBuilder tool = new ProcessBuilder(
                            PinnedTools.bin("oci-conformance").toString())
                    .directory(results.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            tool.environment().keySet().removeIf(name -> name.startsWith("OCI_"));
            tool.environment()
                    .putAll(Map.of(
                            "OCI_REGISTRY", registry.host(),
                            "OCI_TLS", "disabled",
                            "OCI_REPO1", "conformance/one",
                            "OCI_REPO2", "conformance/two",
                            "OCI_VERSION", "1.1",
                            "OCI_RESULTS_DIR", results.toString(),
                            "OCI_LOG", "error"));
            // Off by default in 1.1, and implemented here all the same.
            for (String api : new String[] {
                "BLOBS_UPLOAD_CANCEL", "BLOBS_DIGEST_HEADER", "MANIFESTS_DIGEST_HEADER", "MANIFESTS_TAG_PARAM"
            }) {
                tool.environment().put("OCI_API_" + api, "true");
            }
            tool.environment().putAll(login);
            Process process = tool.start();
            try {
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertPassed(process.exitValue(), Files.readString(output.toPath()), skipped);
        }
    }

    /** The tool ends with 0 as well where it could not read its configuration, so that its report is what counts. */
    private void assertPassed(int exit, String output, int skipped) throws Exception {
        assertThat(results.resolve("results.yaml")).as(output).exists();
        Element report = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(results.resolve("junit.xml").toFile())
                .getDocumentElement();
        assertThat(exit).as(output).isZero();
        assertThat(count(report, "failures")).as(output).isZero();
        assertThat(count(report, "errors")).as(output).isZero();
        assertThat(count(report, "skipped")).as(output).isEqualTo(skipped);
        assertThat(count(report, "tests")).isGreaterThan(AT_LEAST);
        System.out.println("conformance: " + count(report, "tests") + " tests, " + skipped + " skipped");
    }

    private static int count(Element report, String attribute) {
        String value = report.getAttribute(attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
