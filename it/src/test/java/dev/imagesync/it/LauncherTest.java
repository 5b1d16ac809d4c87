package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher finds a Java, in a package that brings none or one that does not run here. */
class LauncherTest {

    private static final String JAVA_25 = System.getProperty("java.home");

    @TempDir
    Path home;

    private Path launcher;

    private record Ended(int code, String stdout, String stderr) {}

    @BeforeEach
    void packageWithoutJava() throws IOException {
        Path whole = PackagedProgram.bin().getParent();
        Files.createDirectories(home.resolve("package/lib"));
        try (Stream<Path> libraries = Files.list(whole.resolve("lib"))) {
            for (Path library :
                    libraries.filter(file -> !file.toString().endsWith(".aot")).toList()) {
                Files.createSymbolicLink(home.resolve("package/lib").resolve(library.getFileName()), library);
            }
        }
        launcher = Files.createDirectories(home.resolve("package/bin")).resolve("imagesync");
        Files.copy(PackagedProgram.bin().resolve("imagesync"), launcher);
    }

    @Test
    void itTakesTheJavaThatItIsTold() throws Exception {
        Ended ended = start(Map.of("IMAGESYNC_JAVA_HOME", JAVA_25, "JAVA_HOME", "/nowhere"));
        assertThat(ended.stdout()).startsWith("imagesync ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void itTakesTheJavaOfThePathThroughItsLinks() throws Exception {
        Path bin = Files.createDirectories(home.resolve("a bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of(JAVA_25, "bin/java"));
        onlyWhatIsTold("/usr/lib/jvm");
        assertThat(start(Map.of("PATH", bin + ":/usr/bin:/bin")).stdout()).startsWith("imagesync ");
    }

    @Test
    void itLooksWhereSystemsPutTheirJavas() throws Exception {
        Path folder = Files.createDirectories(home.resolve("jvm"));
        aJava(folder.resolve("a-17"), "17.0.15");
        Files.createSymbolicLink(folder.resolve("b-25"), Path.of(JAVA_25));
        edit("/usr/lib/jvm", folder.toString());
        assertThat(start(Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "")).stdout())
                .startsWith("imagesync ");
    }

    @Test
    void itNamesTheJavasThatAreTooOldAndHowToGetOne() throws Exception {
        Path old = aJava(home.resolve("old"), "1.8.0_412");
        Path older = aJava(home.resolve("older"), "24.0.2");
        onlyWhatIsTold("/usr/lib/jvm");
        Ended ended = start(Map.of("PATH", old.resolve("bin") + ":/usr/bin:/bin", "JAVA_HOME", older.toString()));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.stdout()).isEmpty();
        assertThat(ended.stderr())
                .startsWith("imagesync: this package brings no Java of its own")
                .contains(
                        "no Java 25 or newer",
                        "IMAGESYNC_JAVA_HOME",
                        "Looked at: " + older + " (24.0.2) " + old + " (1.8.0_412)");
    }

    /** As on Alpine, whose C library is another. */
    @Test
    void aJavaThatCannotRunHereIsNotStarted() throws Exception {
        Files.createSymbolicLink(
                home.resolve("package/runtime"), PackagedProgram.bin().resolveSibling("runtime"));
        edit("/lib64/ld-linux-x86-64.so.2", "/nowhere/ld-linux.so");
        assertThat(start(Map.of("JAVA_HOME", JAVA_25)).stdout()).startsWith("imagesync ");

        onlyWhatIsTold("/usr/lib/jvm");
        assertThat(start(Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "")).stderr())
                .contains("cannot run here, since there is no /nowhere/ld-linux.so (Alpine has another C library)");
    }

    @Test
    void aColonInThePathIsSaid() throws Exception {
        Path colon = Files.move(home.resolve("package"), home.resolve("a:package"));
        launcher = colon.resolve("bin/imagesync");
        assertThat(start(Map.of()).stderr())
                .startsWith("imagesync: Java cannot run from a folder with a colon in its path: " + colon);
    }

    @Test
    void whatIsNotWholeIsSaid() throws Exception {
        Files.createFile(home.resolve("package/lib/cli.aot"));
        assertThat(start(Map.of()).stderr())
                .contains("package/bin/../runtime is incomplete", "unpack the package again");
    }

    private static Path aJava(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Path java = Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    private void onlyWhatIsTold(String folder) throws IOException {
        edit(folder, "/nowhere");
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(launcher);
        assertThat(text).contains(from);
        Files.writeString(launcher, text.replace(from, to));
    }

    private Ended start(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "version")
                .redirectError(home.resolve("stderr").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), stdout, Files.readString(home.resolve("stderr")));
    }
}
