package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a program of its own, on a machine that has nothing. */
class CommandLineProcessTest {

    private static final ImageGraph IMAGE = ImageGraphs.ofContent("v1");

    @TempDir
    Path empty;

    private final FakeRegistry upstream = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();
    private Path bin;

    @BeforeEach
    void fill() throws IOException {
        IMAGE.pushTo(upstream.content(), "team/app", "1");
        bin = Files.createDirectory(empty.resolve("bin"));
        for (String tool : List.of("dirname", "readlink")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
    }

    @AfterEach
    void close() {
        upstream.close();
        mirror.close();
    }

    /** With no Java on the PATH, no home to speak of, and through a symbolic link. */
    private Process copy() throws IOException {
        Path link = Files.createSymbolicLink(
                empty.resolve("imagesync"), PackagedProgram.bin().resolve("imagesync"));
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        link.toString(),
                        "copy",
                        upstream.host() + "/team/app:1",
                        mirror.host() + "/mirror/app:1")
                .directory(empty.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin + ":/nowhere");
        builder.environment().put("HOME", empty.toString());
        builder.command().set(0, "/usr/bin/env");
        return builder.start();
    }

    @Test
    void needsNoJavaAndNoHome() throws Exception {
        Process copy = copy();
        String printed = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(copy.waitFor()).as(printed).isZero();
        assertThat(printed)
                .contains(mirror.host() + "/mirror/app@" + IMAGE.root().digest());
        assertThat(IMAGE.differencesIn(mirror.content(), "mirror/app", "1")).isEmpty();
    }

    @Test
    void anInterruptedCopyGivesItsUploadBack() throws Exception {
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        Process copy = copy();
        await("the upload has begun").atMost(Duration.ofSeconds(30)).until(() -> mirror.openUploads() > 0);
        new ProcessBuilder("kill", "-INT", String.valueOf(copy.pid())).start().waitFor();
        assertThat(copy.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(copy.exitValue()).isEqualTo(130);
        assertThat(mirror.openUploads()).isZero();
        assertThat(mirror.content().tags("mirror/app")).isEmpty();
    }
}
