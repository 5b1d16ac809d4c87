package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.SecuredRegistry;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compiles what, in a copy as one command: its time is mostly that of the compilers. */
class CompiledMethodsTest {

    private static final Pattern COMPILED =
            Pattern.compile("\\s*\\d+\\s+[ %sb!n]*\\s(?<tier>[1-4])\\s+(?<method>[\\w.$]+::[\\w$<>]+).*");

    /** The JVM's name for the plain code of the quick compiler. */
    private static final int PLAIN = 1;

    private static final int OPTIMIZED = 4;

    private record Compiled(int tier, String method) {}

    @TempDir
    Path folder;

    @Test
    void ciphersAndHashesAreOptimizedAndTheRestIsCompiledPlainlyAtOnce() throws Exception {
        try (SecuredRegistry source = SecuredRegistry.in(folder);
                FakeRegistry mirror = FakeRegistry.start()) {
            source.hold("team/app", ImageGraphs.ofRandomLayers(1, 2, 16 << 20));
            List<Compiled> compiled = compiledBy(Stream.concat(
                            Stream.of("copy", source.host() + "/team/app:1", mirror.host() + "/mirror/app:1"),
                            source.options().stream())
                    .toArray(String[]::new));
            // Which methods of a hash come first is a race between the copy and the compiler's queue.
            assertThat(compiled)
                    .filteredOn(each -> each.tier == OPTIMIZED)
                    .extracting(Compiled::method)
                    .anyMatch(method -> method.matches("com\\.sun\\.crypto\\.provider\\.(GaloisCounterMode|GHASH)::.*"))
                    .anyMatch(method -> method.matches("sun\\.security\\.provider\\.(DigestBase|SHA2)::.*"))
                    .allMatch(method ->
                            method.matches("(com\\.sun\\.crypto|sun\\.security\\.(provider|util\\.math))\\..*"));
            assertThat(compiled)
                    .filteredOn(each -> each.tier == PLAIN)
                    .as("of %d compiled methods", compiled.size())
                    .hasSizeGreaterThan(compiled.size() * 4 / 5);
        }
    }

    private List<Compiled> compiledBy(String... words) throws Exception {
        Path log = folder.resolve("compiled.txt");
        ProcessBuilder program = PackagedProgram.commandLine(words);
        program.environment().put("IMAGESYNC_JAVA_OPTIONS", "-Xlog:jit+compilation=debug:file=" + log + ":none");
        assertThat(program.start().waitFor()).isZero();
        return Files.readAllLines(log).stream()
                .map(COMPILED::matcher)
                .filter(Matcher::matches)
                .map(line -> new Compiled(Integer.parseInt(line.group("tier")), line.group("method")))
                .toList();
    }
}
