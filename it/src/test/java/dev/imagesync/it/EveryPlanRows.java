package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import dev.imagesync.it.Engine.Command;
import org.junit.jupiter.api.Test;

/** A program that does not change: what a plan sees on either side. */
interface EveryPlanRows extends BehaviourRows {

    @Test
    default void aSourceThatMovedReplacesWithoutAGap() {
        applied(app());
        release(TWO);
        assertThat(assertPlanned(app(), Change.REPLACE)).doesNotContain("re-pointed");
        try (TagWatch watch = TagWatch.of(mirror(), repository(), "1")) {
            assertApplied(app(), Change.REPLACE);
        }
        assertMirrored(TWO, app());
        assertThat(isThere(ONE))
                .as("the registry's own collection owns the rest")
                .isTrue();
        assertInStep();
    }

    @Test
    default void aTagThatWasOverwrittenIsSetBackInPlace() {
        applied(app());
        overwrite(FOREIGN);
        assertThat(assertPlanned(app(), Change.UPDATE))
                .contains(FOREIGN.root().digest(), ONE.root().digest());
        assertApplied(app(), Change.UPDATE);
        assertMirrored(ONE, app());
        assertInStep();
    }

    @Test
    default void aTagThatIsMissingIsSetBackWithoutTheUpstream() {
        applied(app());
        loseTag(mirror());
        BehaviourRows.without(upstreamServer(), () -> assertApplied(app(), Change.UPDATE));
        assertMirrored(ONE, app());
        assertInStep();
    }

    @Test
    default void aSourceThatIsGoneIsAWarningAndTheMirrorOutlivesIt() {
        applied(app());
        loseTag(upstream());
        assertThat(assertInStep())
                .containsIgnoringCase("warning")
                .contains("does not exist any more", ONE.root().digest());
        assertThat(engine().run(Command.APPLY).changes()).isEmpty();
        assertMirrored(ONE, app());
    }

    @Test
    default void anUpstreamThatIsAwayIsAWarningAndTheMirrorOutlivesIt() {
        applied(app());
        BehaviourRows.without(upstreamServer(), () -> assertThat(assertInStep())
                .containsIgnoringCase("warning")
                .contains("could not be read", ONE.root().digest()));
        assertTag(ONE, "1");
    }

    @Test
    default void aMirrorThatIsAwayIsNeverReadAsEmpty() {
        applied(app());
        BehaviourRows.without(mirrorServer(), () -> {
            assertThat(assertInStep()).containsIgnoringCase("warning").contains("the record is kept");
            assertThat(engine().failing(Command.DESTROY)).contains("IS3001");
        });
        assertTag(ONE, "1");
        assertInStep();
    }

    @Test
    default void onUnreachableFailMakesErrorsOfTheWarnings() {
        engine().onUnreachable("fail");
        applied(app());
        BehaviourRows.without(upstreamServer(), () -> assertThat(engine().failing(Command.PLAN))
                .contains("IS3001", upstreamServer().host()));
        BehaviourRows.without(mirrorServer(), () -> assertThat(engine().failing(Command.PLAN))
                .contains("IS3001", mirrorServer().host()));
        assertInStep();
    }
}
