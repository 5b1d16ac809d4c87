package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import dev.imagesync.it.Engine.Command;
import org.junit.jupiter.api.Test;

/** The first apply, and what keeps it from happening. */
interface FirstApplyRows extends BehaviourRows {

    @Test
    default void firstApplyCopiesTheWholeIndexByteForByte() {
        release(ONE);
        engine().program(app());
        assertPlanned(app(), Change.CREATE);
        assertThat(mirror().tags(repository())).as("a plan writes nothing").isEmpty();
        assertApplied(app(), Change.CREATE);
        assertMirrored(ONE, app());
        assertInStep();
    }

    @Test
    default void aTagThatHasTheDigestAlreadyIsAdopted() {
        release(ONE);
        overwrite(ONE);
        engine().program(app());
        assertThat(assertPlanned(app(), Change.CREATE)).doesNotContain("re-pointed");
        assertApplied(app(), Change.CREATE);
        assertMirrored(ONE, app());
    }

    @Test
    default void aTagThatPointsElsewhereIsRepointedAfterAWarning() {
        release(ONE);
        overwrite(FOREIGN);
        engine().program(app());
        assertThat(assertPlanned(app(), Change.CREATE))
                .containsIgnoringCase("warning")
                .contains(
                        "it will be re-pointed",
                        FOREIGN.root().digest(),
                        ONE.root().digest());
        assertTag(FOREIGN, "1");
        assertApplied(app(), Change.CREATE);
        assertMirrored(ONE, app());
    }

    @Test
    default void aSourceThatIsMissingIsAWarningInThePlanAndAnErrorInTheCopy() {
        engine().program(app());
        assertThat(assertPlanned(app(), Change.CREATE))
                .containsIgnoringCase("warning")
                .contains("does not exist (yet)");
        assertThat(engine().failing(Command.APPLY)).contains("IS4002", source("1"));
        assertThat(mirror().tags(repository())).isEmpty();
        release(ONE);
        assertApplied(app(), Change.CREATE);
        assertMirrored(ONE, app());
    }

    @Test
    default void anUpstreamThatIsAwayIsAWarningInThePlanAndAnErrorInTheCopy() {
        engine().program(app());
        BehaviourRows.without(upstreamServer(), () -> {
            assertThat(assertPlanned(app(), Change.CREATE))
                    .containsIgnoringCase("warning")
                    .contains("could not be read");
            assertThat(engine().failing(Command.APPLY))
                    .contains("IS3001", upstreamServer().host());
        });
        assertThat(mirror().tags(repository())).isEmpty();
    }

    @Test
    default void platformsMakeAnIndexOfTheirOwn() {
        release(ONE);
        Image image = app().only("linux/amd64");
        engine().program(image);
        assertApplied(image, Change.CREATE);
        String digest = mirror().digest(repository(), "1").orElseThrow();
        assertThat(digest).isNotEqualTo(ONE.root().digest());
        assertThat(engine().digestRef(image)).isEqualTo(mirror().ref(repository() + "@" + digest));
        assertInStep();
    }
}
