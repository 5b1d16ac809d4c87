package dev.imagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list of images of which some cannot be copied. */
class CopyBatchTest {

    private static final List<CopyList.Entry> ENTRIES = IntStream.range(0, 5)
            .mapToObj(i -> CopyList.entry("up.test/app" + i + ":1", "mirror.test/app" + i + ":1"))
            .toList();

    private final Set<String> copied = ConcurrentHashMap.newKeySet();
    private final Set<Throwable> told = ConcurrentHashMap.newKeySet();

    private void copy(CopyList.Entry entry) {
        String path = entry.source().repository().path();
        switch (path) {
            case "app1" -> throw new OutOfMemoryError("made up");
            case "app2" -> throw new NullPointerException("made up");
            case "app3" ->
                throw Problem.ofInput(Code.IMAGE_NOT_FOUND, "made up", "none").toException();
            default -> copied.add(path);
        }
    }

    @Test
    void countsWhateverAnImageDiesOfAndGoesOn() {
        assertThat(new CopyBatch(2, this::copy, told::add).run(ENTRIES)).isEqualTo(3);
        assertThat(copied).containsExactlyInAnyOrder("app0", "app4");
        assertThat(told).hasSize(3);
    }

    @Test
    void whatIsNoProblemOfOursIsToldAsADefect() {
        assertThat(Main.problemOf(new OutOfMemoryError("made up")).code()).isEqualTo(Code.DEFECT);
        assertThat(Main.problemOf(new OutOfMemoryError("made up")).doing()).contains("OutOfMemoryError", "made up");
    }
}
