package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the packages that the engines install. */
class PackagesTest {

    @ParameterizedTest
    @CsvSource({
        "pulumi-resource-imagesync-*.tar.gz, tar -tzf, pulumi",
        "terraform-provider-imagesync_*.zip, unzip -Z1, terraform"
    })
    void aPackageCarriesItsLicenseAndOneCache(String pattern, String lister, String door) throws Exception {
        Process list = new ProcessBuilder((lister + " " + onlyOne(pattern)).split(" ")).start();
        assertThat(list.inputReader().lines().toList())
                .contains("LICENSE", "NOTICE", "lib/imagesync.jar", "lib/java.options", "runtime/bin/java")
                .filteredOn(name -> name.endsWith(".aot"))
                .containsExactly("lib/" + door + ".aot");
        assertThat(list.waitFor()).isZero();
    }

    private static Path onlyOne(String pattern) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(PinnedTools.root().resolve("dist"), pattern)) {
            return assertThat(files).singleElement().actual();
        }
    }
}
