package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import dev.imagesync.it.Engine.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An image that leaves the program, or a destroy: what goes, and what stays. */
interface TearDownRows extends BehaviourRows {

    @Test
    default void anImageThatLeavesTheProgramTakesItsTagAndNoOther() {
        release(ONE);
        Image two = Image.of("two", source("1"), destination("2"));
        engine().program(app(), two).run(Command.APPLY);
        assertThat(mirror().tags(repository())).containsExactly("1", "2");
        engine().program(two);
        assertThat(engine().run(Command.APPLY).changes()).isEqualTo(Map.of("app", Change.DELETE));
        assertThat(mirror().tags(repository())).containsExactly("2");
        assertTag(ONE, "2");
        assertThat(engine().run(Command.DESTROY).changes()).isEqualTo(Map.of("two", Change.DELETE));
        assertThat(mirror().tags(repository())).isEmpty();
        assertThat(isThere(ONE)).as("the manifest is the registry's own affair").isTrue();
    }

    @Test
    default void aTagThatPointsElsewhereStays() {
        applied(app());
        overwrite(FOREIGN);
        assertThat(engine().run(Command.DESTROY).printed())
                .contains("stays in the registry", FOREIGN.root().digest());
        assertTag(FOREIGN, "1");
    }

    @Test
    default void aTagThatIsGoneAlreadyIsASuccess() {
        applied(app());
        loseTag(mirror());
        engine().run(Command.DESTROY);
        assertThat(mirror().tags(repository())).isEmpty();
    }

    @Test
    default void theImagePolicyTakesTheManifestUnlessAnotherTagNeedsIt() {
        applied(app().deleting("image"));
        ONE.pushTo(mirror(), repository(), "other");
        engine().run(Command.DESTROY);
        assertThat(mirror().tags(repository())).containsExactly("other");
        assertTag(ONE, "other");
        assertThat(mirror().deleteManifest(repository(), "other")).isEqualTo(202);

        engine().run(Command.APPLY);
        assertTag(ONE, "1");
        engine().run(Command.DESTROY);
        assertThat(isThere(ONE)).isFalse();
    }

    @Test
    default void theImagePolicyTakesWhatWasReplacedAtTheDestroyAtTheLatest() {
        applied(app().deleting("image"));
        release(TWO);
        assertApplied(app(), Change.REPLACE);
        assertTag(TWO, "1");
        engine().run(Command.DESTROY);
        assertThat(isThere(ONE) || isThere(TWO)).isFalse();
    }
}
