package dev.imagesync.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import org.junit.jupiter.api.Test;

/** Which manifest goes when, where an engine lets a new image come before what uses the old one. */
class ReplacementTest {

    private static final Digest BEFORE = Digest.parse("sha256:" + "0".repeat(64));
    private static final Digest OLD = Digest.parse("sha256:" + "a".repeat(64));
    private static final Digest NOW = Digest.parse("sha256:" + "b".repeat(64));

    private static Replacement of(DeletePolicy policy, Digest before) {
        return new Replacement(
                new Recorded(
                        null,
                        ImageReference.parse("registry.example.com/app:1"),
                        Recorded.Content.of(OLD, ""),
                        OLD,
                        new Recorded.Options(Selection.WHOLE, policy)),
                before);
    }

    @Test
    void theOldManifestWaitsAndTheOneBeforeItGoes() {
        assertThat(of(DeletePolicy.IMAGE, BEFORE).removable(NOW)).isEqualTo(BEFORE);
        assertThat(of(DeletePolicy.IMAGE, BEFORE).waiting(NOW)).isEqualTo(OLD);
        assertThat(of(DeletePolicy.IMAGE, null).removable(NOW)).isNull();
        assertThat(of(DeletePolicy.IMAGE, null).waiting(NOW)).isEqualTo(OLD);
    }

    @Test
    void theSameImageAgainChangesNothing() {
        assertThat(of(DeletePolicy.IMAGE, BEFORE).removable(OLD)).isNull();
        assertThat(of(DeletePolicy.IMAGE, BEFORE).waiting(OLD)).isEqualTo(BEFORE);
    }

    @Test
    void onlyThePolicyImageRemovesManifests() {
        assertThat(of(DeletePolicy.TAG, BEFORE).removable(NOW)).isNull();
        assertThat(of(DeletePolicy.RETAIN, BEFORE).removable(NOW)).isNull();
        assertThat(of(DeletePolicy.TAG, BEFORE).removable()).isNull();
    }

    @Test
    void withADeleteTheOneBeforeGoes() {
        assertThat(of(DeletePolicy.IMAGE, BEFORE).removable()).isEqualTo(BEFORE);
        assertThat(of(DeletePolicy.IMAGE, OLD).removable()).isNull();
        assertThat(of(DeletePolicy.IMAGE, null).removable()).isNull();
    }
}
