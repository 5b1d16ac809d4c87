package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryFront;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.TlsIdentity;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        TlsIdentity identity = TlsIdentity.in(folder, "EC");
        try (FakeRegistry source = FakeRegistry.start();
                FakeRegistry mirror = FakeRegistry.start();
                RegistryFront secured = RegistryFront.secured(source.host(), identity)) {
            ImageGraphs.ofRandomLayers(1, 2, 16 << 20).pushTo(source.content(), "team/app", "1");
            Path login = Files.writeString(
                    folder.resolve("config.json"),
                    RegistryOptions.dockerConfig(secured.host(), RegistryOptions.PASSWORD));
            List<Compiled> compiled = compiledBy(
                    "copy",
                    secured.host() + "/team/app:1",
                    mirror.host() + "/mirror/app:1",
                    "--ca-file",
                    secured.host() + "=" + identity.certificateFile(),
                    "--docker-config",
                    login.toString());
            assertThat(compiled)
                    .filteredOn(each -> each.tier == OPTIMIZED)
                    .extracting(Compiled::method)
                    .contains(
                            "sun.security.provider.DigestBase::implCompressMultiBlock",
                            "com.sun.crypto.provider.GaloisCounterMode::implGCMCrypt")
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
