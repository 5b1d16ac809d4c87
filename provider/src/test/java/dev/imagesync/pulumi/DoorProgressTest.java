package dev.imagesync.pulumi;

import static dev.imagesync.pulumi.Structs.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.pulumi.rpc.LogSeverity;
import dev.imagesync.testkit.SyntheticRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy of a big image shows bytes moving, and not too often. */
class DoorProgressTest {

    private static final long SIZE = 512 << 20;

    @Test
    void aBigCopyShowsBytesMovingAFewTimesASecond() {
        try (SyntheticRegistry source = SyntheticRegistry.withLayer(SIZE);
                SyntheticRegistry destination = SyntheticRegistry.withLayer(0);
                PulumiCaller door = PulumiCaller.configured()) {
            long start = System.nanoTime();
            door.create(
                    "app",
                    struct("source", source.host() + "/big/image:1", "destination", destination.host() + "/m/image:1"),
                    false);
            double seconds = (System.nanoTime() - start) / 1e9;

            List<String> moving =
                    door.statusLines().stream().filter(line -> !line.isEmpty()).toList();
            assertThat(moving)
                    .as("%.1f s", seconds)
                    .hasSizeBetween(1, (int) (seconds * 4) + 1)
                    .allMatch(line ->
                            line.matches("copying [0-9.]+ ([KMG]i)?B of 512\\.0 MiB \\([0-9.]+ ([KMG]i)?B/s\\)"));
            assertThat(door.logged(LogSeverity.INFO))
                    .anyMatch(line -> line.contains("copied: 2 blobs moved (512.0 MiB)"));
        }
    }
}
