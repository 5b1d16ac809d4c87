package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.SecuredRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start is short because classes come from the AOT cache, and not from jars or out of thin air. */
class CachedClassesTest {

    /** The JDK's own that it stores in no cache: switches over types, method handles of its reflection, events. */
    private static final int OF_THE_JDK = 45;

    /**
     * Ours that it stores in no cache: switches over types, and lambdas whose types name a class that it leaves out, as it does
     * {@code X509Certificate}.
     */
    private static final int OURS = 8;

    @TempDir
    Path folder;

    @Test
    void aCommandThatAsksNobodyTakesAllFromTheCache() throws Exception {
        assertThat(loadedElsewhere("version")).isEmpty();
    }

    @Test
    void aCommandOverTlsTakesAllOfOursFromTheCache() throws Exception {
        try (SecuredRegistry registry = SecuredRegistry.in(folder)) {
            registry.hold("team/app", ImageGraphs.ofContent("v1"));
            List<String> elsewhere = loadedElsewhere(
                    Stream.concat(Stream.of("digest", registry.host() + "/team/app:1"), registry.options().stream())
                            .toArray(String[]::new));
            assertThat(elsewhere).filteredOn(CachedClassesTest::isOfTheJdk).hasSizeLessThanOrEqualTo(OF_THE_JDK);
            assertThat(elsewhere)
                    .filteredOn(name -> !isOfTheJdk(name))
                    .allMatch(name -> name.matches(".*\\$\\$(TypeSwitch|Lambda)/.*"))
                    .hasSizeLessThanOrEqualTo(OURS);
        }
    }

    private static boolean isOfTheJdk(String name) {
        return name.matches("(java|jdk|sun|com\\.sun)\\..*");
    }

    private List<String> loadedElsewhere(String... words) throws Exception {
        Path log = folder.resolve("classes.txt");
        ProcessBuilder program = PackagedProgram.commandLine(words);
        program.environment().put("IMAGESYNC_JAVA_OPTIONS", "-Xlog:class+load=info:file=" + log + ":none");
        assertThat(program.start().waitFor()).isZero();
        List<String> all = Files.readAllLines(log);
        assertThat(all).hasSizeGreaterThan(1000);
        return all.stream()
                .filter(line -> !line.contains("shared objects file"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
