package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the packages that the engines install. */
class PackagesTest {

    @ParameterizedTest
    @CsvSource({
        "pulumi-resource-imagesync-v%s-linux-amd64.tar.gz, tar -tzf, pulumi",
        "terraform-provider-imagesync_%s_linux_amd64.zip, unzip -Z1, terraform"
    })
    void aPackageCarriesItsLicenseAndOneCache(String name, String lister, String door) throws Exception {
        Path file = PinnedTools.root().resolve("dist").resolve(name.formatted(PinnedTools.projectVersion()));
        Process list = new ProcessBuilder((lister + " " + file).split(" ")).start();
        assertThat(list.inputReader().lines().toList())
                .contains("LICENSE", "NOTICE", "lib/imagesync.jar", "lib/java.options", "runtime/bin/java")
                .filteredOn(entry -> entry.endsWith(".aot"))
                .containsExactly("lib/" + door + ".aot");
        assertThat(list.waitFor()).isZero();
    }
}
