package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the packages that the engines install. */
class PackagesTest {

    private static final Path LIB = PackagedProgram.bin().resolveSibling("lib");

    @ParameterizedTest
    @CsvSource({
        "pulumi-resource-imagesync-v%s-linux-amd64.tar.gz, tar -tzf, pulumi",
        "terraform-provider-imagesync_%s_linux_amd64.zip, unzip -Z1, terraform"
    })
    void aPackageCarriesItsLicenseAndOneCache(String name, String lister, String door) throws Exception {
        Path file = PinnedTools.root().resolve("dist").resolve(name.formatted(PinnedTools.projectVersion()));
        List<String> command = new ArrayList<>(List.of(lister.split(" ")));
        command.add(file.toString());
        Process list = new ProcessBuilder(command).start();
        assertThat(list.inputReader().lines().toList())
                .contains("LICENSE", "NOTICE", "lib/java.options", "runtime/bin/java")
                .filteredOn(entry -> entry.matches("lib/.*\\.(jar|aot)"))
                .as("what the door needs, and nothing of the others")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(door + ".jar", door + ".aot"), libraries(door).stream())
                                .map(entry -> "lib/" + entry)
                                .toList());
        assertThat(list.waitFor()).isZero();
    }

    @Test
    void everyLibraryIsOneThatADoorNeeds() throws IOException {
        List<String> doors = List.of("cli", "pulumi", "terraform");
        Set<String> needed = new TreeSet<>();
        for (String door : doors) {
            needed.add(door + ".jar");
            needed.addAll(libraries(door));
        }
        try (Stream<Path> files = Files.list(LIB)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactlyInAnyOrderElementsOf(needed);
        }
    }

    @Test
    void theNoticesNameEveryLibraryOfOthersOnceAndNoneThatIsNotThere() throws IOException {
        List<String> patterns = Pattern.compile("[\\w-]+\\*\\.jar")
                .matcher(Files.readString(LIB.resolveSibling("NOTICE")))
                .results()
                .map(MatchResult::group)
                .toList();
        Set<String> unused = new TreeSet<>(patterns);
        try (Stream<Path> files = Files.list(LIB)) {
            List<String> others = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*-\\d.*\\.jar"))
                    .toList();
            for (String library : others) {
                List<String> naming = patterns.stream()
                        .filter(pattern ->
                                library.matches(pattern.replace(".", "\\.").replace("*", ".*")))
                        .toList();
                assertThat(naming).as(library).hasSize(1);
                unused.removeAll(naming);
            }
        }
        assertThat(unused).isEmpty();
        assertThat(LIB.resolveSibling("runtime/legal/java.base")).isDirectoryContaining("glob:**LICENSE");
    }

    /** What the door's own jar asks for. */
    private static List<String> libraries(String door) throws IOException {
        try (JarFile jar = new JarFile(LIB.resolve(door + ".jar").toFile())) {
            return List.of(
                    jar.getManifest().getMainAttributes().getValue("Class-Path").split(" "));
        }
    }
}
