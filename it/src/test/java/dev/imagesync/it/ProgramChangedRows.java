package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import dev.imagesync.it.Engine.Command;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program that changes: what is another image, another place, or only another word in the record. */
interface ProgramChangedRows extends BehaviourRows {

    @Test
    default void anotherDestinationMovesTheTag() {
        applied(app());
        engine().program(app().to(destination("stable")));
        assertApplied(app(), Change.REPLACE);
        assertThat(mirror().tags(repository())).containsExactly("stable");
        assertTag(ONE, "stable");
    }

    @Test
    default void otherPlatformsReplaceAndTheirOrderDoesNotMatter() {
        applied(app());
        engine().program(app().only("linux/amd64"));
        assertApplied(app(), Change.REPLACE);
        assertThat(mirror().digest(repository(), "1"))
                .isPresent()
                .get()
                .isNotEqualTo(ONE.root().digest());
        engine().program(app().only("linux/arm64", "linux/amd64"));
        assertApplied(app(), Change.REPLACE);
        assertMirrored(ONE, app());
        engine().program(app().only("linux/amd64", "linux/arm64"));
        assertInStep();
    }

    @Test
    default void aPlatformThatIsNotThereIsRefusedInThePlan() {
        release(ONE);
        Image wrong = app().only("plan9/arm");
        engine().program(wrong);
        assertRefused();
        assertThat(mirror().tags(repository())).isEmpty();
        engine().program(app()).run(Command.APPLY);
        engine().program(wrong);
        assertRefused();
        assertMirrored(ONE, app());
    }

    private void assertRefused() {
        assertThat(engine().failing(Command.PLAN))
                .contains("IS4013", "plan9/arm", "linux/amd64, linux/arm64")
                .doesNotContain("Exception");
    }

    @Test
    default void aPinIsKnownInThePlanAndHolds() {
        release(ONE);
        Image pinned = app().pinnedTo(ONE.root().digest());
        engine().program(pinned);
        assertThat(assertPlanned(pinned, Change.CREATE)).contains(digestRef(ONE));
        assertApplied(pinned, Change.CREATE);
        release(TWO);
        assertInStep();
        assertMirrored(ONE, pinned);
    }

    @Test
    default void aPinOnAnotherDigestReplaces() {
        applied(app().pinnedTo(ONE.root().digest()));
        release(TWO);
        engine().program(app().pinnedTo(TWO.root().digest()));
        assertThat(assertPlanned(app(), Change.REPLACE)).contains(digestRef(TWO));
        assertApplied(app(), Change.REPLACE);
        assertMirrored(TWO, app());
        assertInStep();
    }

    @Test
    default void aDigestInTheSourceIsThePin() {
        applied(app().from(source("1@" + ONE.root().digest())));
        release(TWO);
        assertInStep();
        engine().program(app().from(source("1@" + TWO.root().digest())));
        assertThat(assertPlanned(app(), Change.REPLACE)).contains(digestRef(TWO));
        assertApplied(app(), Change.REPLACE);
        assertMirrored(TWO, app());
    }

    @Test
    default void anotherNameOfTheSameSourceIsNoted() {
        applied(app());
        release(ONE, "renamed");
        engine().program(app().from(source("renamed")));
        assertApplied(app(), Change.UPDATE);
        assertMirrored(ONE, app());
        assertInStep();
    }

    @Test
    default void anotherSourceWithAnotherImageIsCopiedOverTheTag() {
        applied(app());
        release(TWO, "renamed");
        engine().program(app().from(source("renamed")));
        try (TagWatch watch = TagWatch.of(mirror(), repository(), "1")) {
            engine().run(Command.APPLY);
        }
        assertMirrored(TWO, app());
        assertInStep();
    }

    @Test
    default void anotherDeletePolicyIsNotedAndNothingElse() {
        applied(app());
        engine().program(app().deleting("retain"));
        assertApplied(app(), Change.UPDATE);
        assertMirrored(ONE, app());
        engine().run(Command.DESTROY);
        assertTag(ONE, "1");
    }

    /** Judged on a registry that has the referrers API. */
    @Test
    default void referrersFollowWhenTheyAreAskedForAndWhenTheyComeLater() {
        try (RegistryProcess server = RegistryProcess.start(RegistryKind.OLAREG, RegistryOptions.OPEN)) {
            RegistryProbe both = new RegistryProbe(server.host());
            ONE.pushTo(both, "upstream/app", "1");
            String sbom = Attachments.attach(both, "upstream/app", ONE.root(), "sbom");
            Image image = Image.of("app", both.ref("upstream/app:1"), both.ref("mirror/app:1"));
            engine().program(image).run(Command.APPLY);
            assertThat(both.manifest("mirror/app", sbom)).isEmpty();
            engine().program(image.withReferrers());
            assertApplied(image, Change.UPDATE);
            assertThat(both.manifest("mirror/app", sbom)).isPresent();
            assertInStep();
            String signature = Attachments.attach(both, "upstream/app", ONE.root(), "signature");
            assertApplied(image, Change.UPDATE);
            assertThat(both.manifest("mirror/app", signature)).isPresent();
            assertInStep();
        }
    }

    @Test
    default void aRenamedAddressKeepsItsTag() {
        for (String policy : new String[] {"tag", "image"}) {
            Image image = app().deleting(policy);
            applied(image);
            engine().program(image.named("renamed"));
            try (TagWatch watch = TagWatch.of(mirror(), repository(), "1")) {
                assertThat(engine().run(Command.APPLY).changes())
                        .isEqualTo(Map.of("app", Change.DELETE, "renamed", Change.CREATE));
            }
            assertMirrored(ONE, image.named("renamed"));
            assertInStep();
            engine().run(Command.DESTROY);
        }
    }
}
