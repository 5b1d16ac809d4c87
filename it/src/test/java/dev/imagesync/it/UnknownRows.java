package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import org.junit.jupiter.api.Test;

/** What a plan does not know yet is planned as a replacement, with digests that are not known either. */
interface UnknownRows extends BehaviourRows {

    @Test
    default void aPinThatIsNotKnownYetReplaces() {
        Image image = app().later(Image.Later.PIN);
        applied(image.pinnedTo(ONE.root().digest()));
        assertInStep();
        release(TWO);
        engine().program(image.pinnedTo(TWO.root().digest()));
        assertReplacedLater();
        assertMirrored(TWO, app());
        assertInStep();
    }

    @Test
    default void aSourceThatIsNotKnownYetReplaces() {
        Image image = app().later(Image.Later.SOURCE);
        applied(image);
        assertInStep();
        release(TWO, "2");
        engine().program(image.from(source("2")));
        assertReplacedLater();
        assertMirrored(TWO, app());
        assertInStep();
    }

    @Test
    default void platformsThatAreNotKnownYetReplace() {
        Image image = app().later(Image.Later.PLATFORMS);
        applied(image.only("linux/amd64"));
        assertInStep();
        engine().program(image.only("linux/amd64", "linux/arm64"));
        assertReplacedLater();
        assertMirrored(ONE, app());
        assertInStep();
    }

    private void assertReplacedLater() {
        assertThat(assertPlanned(app(), Change.REPLACE)).doesNotContain(digestRef(TWO));
        try (TagWatch watch = TagWatch.of(mirror(), repository(), "1")) {
            assertApplied(app(), Change.REPLACE);
        }
    }
}
