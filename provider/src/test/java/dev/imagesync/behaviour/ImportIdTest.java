package dev.imagesync.behaviour;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.reference.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import id names. */
class ImportIdTest {

    @Test
    void namesASourceAndADestinationOrTheDestinationAlone() {
        ImageReference mirror = ImageReference.parse("registry.test/app:1");
        assertThat(ImportId.parse("busybox:1.36,registry.test/app:1"))
                .isEqualTo(new ImportId(ImageReference.parse("busybox:1.36"), mirror));
        assertThat(ImportId.parse("registry.test/app:1")).isEqualTo(new ImportId(null, mirror));
        String digestRef = "registry.test/app@sha256:" + "a".repeat(64);
        assertThat(ImportId.parse(digestRef).destination()).hasToString(digestRef);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "No", "a,b", "a,", ",registry.test/app:1", "a,registry.test/app:1,c"})
    void anythingElseIsRefusedWithAnExample(String id) {
        assertProblem(Code.IMPORT_ID_MALFORMED, () -> ImportId.parse(id)).contains("SOURCE,DESTINATION");
    }
}
