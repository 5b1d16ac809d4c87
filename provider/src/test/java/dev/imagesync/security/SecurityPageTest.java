package dev.imagesync.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names its proofs: each is a test that exists, and each code one that is used. */
class SecurityPageTest {

    private static final Path ROOT = Path.of(System.getProperty("imagesync.root"));
    private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/security.md"));
    }

    @Test
    void everyProofIsATest() throws IOException {
        List<MatchResult> proofs = PROOF.matcher(page()).results().toList();
        assertThat(proofs).hasSizeGreaterThan(40);
        try (Stream<Path> files = Files.walk(ROOT.resolve("provider/src/test/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith("Test.java")).toList();
            for (MatchResult proof : proofs) {
                assertThat(sources)
                        .as(proof.group())
                        .filteredOn(file -> file.endsWith(proof.group(1) + ".java"))
                        .singleElement()
                        .satisfies(file -> assertThat(file).content().contains("void " + proof.group(2) + "("));
            }
        }
    }

    @Test
    void everyCodeExists() throws IOException {
        List<String> codes = Arrays.stream(Code.values()).map(Code::id).toList();
        assertThat(Pattern.compile("IS[0-9]{4}").matcher(page()).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(codes);
    }
}
