package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.SyntheticRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer is never held, in memory or on disk: 64 MiB of heap are enough for any. */
class BigLayerTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void oneGibibyteUnderA64MibHeap() throws Exception {
        copy(1024 * MIB);
    }

    @Test
    @Tag("long")
    void tenGibibytesUnderA64MibHeap() throws Exception {
        copy(10 * 1024 * MIB);
    }

    private void copy(long size) throws IOException, InterruptedException {
        try (SyntheticRegistry source = SyntheticRegistry.withLayer(size);
                SyntheticRegistry destination = SyntheticRegistry.withLayer(0)) {
            ProcessBuilder builder = new ProcessBuilder(
                            PackagedProgram.bin().resolve("imagesync").toString(),
                            "copy",
                            source.host() + "/big/image:1",
                            destination.host() + "/mirror/image:1")
                    .redirectErrorStream(true);
            builder.environment().put("IMAGESYNC_JAVA_OPTIONS", "-Xmx64m");
            builder.environment().put("DOCKER_CONFIG", folder.toString());
            Process copy = builder.start();
            String printed = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(copy.waitFor()).as(printed).isZero();
            assertThat(destination.pushedBlob(source.layerDigest())).isEqualTo(size);
            assertThat(destination.pushed("1")).contains(source.digest());
            assertThat(source.bytesSent()).isEqualTo(size);
            System.out.println(printed);
        }
    }
}
