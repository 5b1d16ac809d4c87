package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.PulumiHome;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SDKs of other languages, generated from the schema: each as the package that its registry would hand out, with a program of
 * its own, by the real engine. The programs are in {@code src/test/sdk}, and on the pages.
 */
@Tag("long")
class LanguageSdkTest {

    @TempDir
    static Path sdks;

    @TempDir
    Path folder;

    private Path program;
    private String pulumi;

    @BeforeAll
    static void pack() {
        Commands.Printed _ = new Commands(sdks, Map.of())
                .run(
                        PinnedTools.root().resolve("tools/sdks").toString(),
                        sdks.resolve("all").toString());
    }

    @BeforeEach
    void prepare() throws Exception {
        program = Files.createDirectories(folder.resolve("program"));
        pulumi = version();
    }

    @Test
    void python() throws Exception {
        take("python");
        run(program, "python3", "-m", "venv", "venv");
        run(
                program,
                "venv/bin/pip",
                "install",
                "-q",
                "pulumi==" + pulumi,
                packed("imagesync_pulumi-" + PinnedTools.projectVersion() + "-py3-none-any.whl"));
        assertMirrors("venv/bin/python", "main.py");
        assertPagesRun("python", (text, name) -> {
            Files.writeString(program.resolve(name + ".py"), text);
            return List.of("venv/bin/python", "pages.py", name + ".py");
        });
    }

    @Test
    void nodejs() throws Exception {
        take("nodejs");
        Files.copy(
                Path.of(packed("imagesync-pulumi-" + PinnedTools.projectVersion() + ".tgz")),
                program.resolve("imagesync-pulumi.tgz"));
        npm(program, "install", "@pulumi/pulumi@" + pulumi);
        run(program, "npx", "tsc");
        assertMirrors("node", "main.js");
        assertPagesRun("typescript", (text, name) -> {
            Files.writeString(program.resolve(name + ".ts"), text);
            run(program, "npx", "tsc");
            return List.of("node", "pages.js", "./" + name + ".js");
        });
    }

    @Test
    void go() throws Exception {
        take("go");
        Files.writeString(
                program.resolve("go.mod"),
                """
                module program

                go 1.25.0

                require (
                	github.com/imagesync/imagesync/sdk/go/imagesync v0.0.0
                	github.com/pulumi/pulumi/sdk/v3 v%s
                )

                replace github.com/imagesync/imagesync/sdk/go/imagesync => ./sdk
                """
                        .formatted(pulumi));
        run(program, "unzip", "-q", packed("imagesync-v" + PinnedTools.projectVersion() + "-go.zip"), "-d", "sdk");
        run(program, "go", "mod", "tidy");
        run(program, "go", "build", "-o", "program", ".");
        assertMirrors("./program");
        assertPagesRun("go", (text, name) -> {
            Path page = Files.createDirectory(program.resolve(name));
            Files.writeString(page.resolve("main.go"), text.replace("pulumi.Run(", "rehearse("));
            Files.copy(PinnedTools.root().resolve("it/src/test/sdk/go-pages/rehearse.go"), page.resolve("rehearse.go"));
            run(program, "go", "build", "-o", name + "/" + name, "./" + name);
            return List.of("./" + name + "/" + name);
        });
    }

    /** Writes the program of a page under a name, and gives the command that runs it. */
    @FunctionalInterface
    private interface Preparation {
        List<String> of(String text, String name) throws Exception;
    }

    /** Each program of the pages and of the schema's examples, which a page shows, gives out what it says. */
    private void assertPagesRun(String language, Preparation preparation) throws Exception {
        List<Fence> fences = Fence.withoutRepetitions(Fence.of(language)).toList();
        assertThat(fences).isNotEmpty();
        for (int i = 0; i < fences.size(); i++) {
            try (PageRegistries registries = new PageRegistries()) {
                List<String> command =
                        preparation.of(registries.rewritten(fences.get(i).text()), "page" + i);
                assertThat(commands(program).run(command.toArray(String[]::new)).stdout())
                        .as("%s", fences.get(i))
                        .containsAnyOf(registries.image().root().digest(), "linux/amd64");
            }
        }
    }

    private static String packed(String name) {
        return sdks.resolve("all/packages").resolve(name).toString();
    }

    /** Runs a program, which mirrors an image and takes it away again once it is told to go on. */
    private void assertMirrors(String... command) throws Exception {
        ImageGraph image = ImageGraphs.ofContent("sdk");
        try (RegistryProcess upstream = RegistryProcess.start();
                RegistryProcess mirror = RegistryProcess.start()) {
            RegistryProbe to = new RegistryProbe(mirror.host());
            image.pushTo(new RegistryProbe(upstream.host()), "team/app", "1");
            Process running = commands(program)
                    .program(Stream.concat(
                                    Stream.of(command),
                                    Stream.of(upstream.host() + "/team/app:1", mirror.host() + "/mirror/app:1"))
                            .toArray(String[]::new))
                    .redirectError(folder.resolve("stderr").toFile())
                    .start();
            assertThat(running.inputReader().readLine())
                    .as(() -> text(folder.resolve("stderr")))
                    .isEqualTo(mirror.host() + "/mirror/app@" + image.root().digest());
            assertThat(image.differencesIn(to, "mirror/app", "1")).isEmpty();

            running.outputWriter().append("go on\n").close();
            assertThat(running.waitFor())
                    .as(() -> text(folder.resolve("stderr")))
                    .isZero();
            assertThat(to.tags("mirror/app")).isEmpty();
        }
    }

    /** The version of the engine, which its SDKs share. */
    private static String version() throws IOException {
        Matcher version = Pattern.compile("github.com/pulumi/pulumi/sdk/v3 v(\\S+)")
                .matcher(Files.readString(PinnedTools.root().resolve("tools/pulumi/go.mod")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private void take(String language) throws IOException {
        try (Stream<Path> files =
                Files.list(PinnedTools.root().resolve("it/src/test/sdk").resolve(language))) {
            for (Path file : files.toList()) {
                Files.copy(file, program.resolve(file.getFileName()));
            }
        }
    }

    private void npm(Path where, String... words) {
        run(
                where,
                Stream.concat(Stream.of("npm", "--silent", "--no-audit", "--no-fund"), Stream.of(words))
                        .toArray(String[]::new));
    }

    private void run(Path where, String... words) {
        Commands.Printed _ = commands(where).run(words);
    }

    private Commands commands(Path where) {
        Map<String, String> environment = PulumiHome.in(folder);
        environment.put("PATH", PackagedProgram.path());
        return new Commands(where, environment);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
