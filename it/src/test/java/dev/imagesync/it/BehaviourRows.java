package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.it.Engine.Change;
import dev.imagesync.it.Engine.Command;
import dev.imagesync.it.Engine.Outcome;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.util.Map;

/** What each row of the contract starts from: an engine, two registries, and a repository of its own in both. */
interface BehaviourRows {

    ImageGraph ONE = ImageGraphs.ofContent("one");
    ImageGraph TWO = ImageGraphs.ofContent("two");
    ImageGraph FOREIGN = ImageGraphs.ofContent("somebody else's");

    Engine engine();

    RegistryProcess upstreamServer();

    RegistryProcess mirrorServer();

    /** A repository for each row, of the same name on both sides. */
    String repository();

    default RegistryProbe upstream() {
        return new RegistryProbe(upstreamServer().host());
    }

    default RegistryProbe mirror() {
        return new RegistryProbe(mirrorServer().host());
    }

    default String source(String tag) {
        return upstream().ref(repository() + ":" + tag);
    }

    default String destination(String tag) {
        return mirror().ref(repository() + ":" + tag);
    }

    /** What dependants are given of an image that stands in the mirror. */
    default String digestRef(ImageGraph image) {
        return mirror().ref(repository() + "@" + image.root().digest());
    }

    /** The image of most rows: upstream's tag 1, as the mirror's tag 1. */
    default Image app() {
        return Image.of("app", source("1"), destination("1"));
    }

    /** The upstream's tag points at this image from now on. */
    default void release(ImageGraph image, String tag) {
        image.pushTo(upstream(), repository(), tag);
    }

    default void release(ImageGraph image) {
        release(image, "1");
    }

    /** Somebody else writes the mirror's tag. */
    default void overwrite(ImageGraph image) {
        image.pushTo(mirror(), repository(), "1");
    }

    default void loseTag(RegistryProbe registry) {
        assertThat(registry.deleteManifest(repository(), "1")).isEqualTo(202);
    }

    /** Releases the first image, and applies a program with just this image. */
    default void applied(Image image) {
        release(ONE);
        engine().program(image).run(Command.APPLY);
    }

    /** Applies the program, which must do just this to the image. */
    default Outcome assertApplied(Image image, Change change) {
        Outcome outcome = engine().run(Command.APPLY);
        assertThat(outcome.changes()).as(outcome.printed()).isEqualTo(Map.of(image.name(), change));
        return outcome;
    }

    /** Plans the program, which must do just this to the image; gives what is printed. */
    default String assertPlanned(Image image, Change change) {
        Outcome outcome = engine().run(Command.PLAN);
        assertThat(outcome.changes()).as(outcome.printed()).isEqualTo(Map.of(image.name(), change));
        return outcome.printed();
    }

    /** Nothing is planned; gives what is printed. */
    default String assertInStep() {
        Outcome outcome = engine().run(Command.PLAN);
        assertThat(outcome.changes()).as(outcome.printed()).isEmpty();
        return outcome.printed();
    }

    /** The mirror's tag is this image, byte for byte, and dependants are given it. */
    default void assertMirrored(ImageGraph content, Image image) {
        assertTag(content, "1");
        assertThat(engine().digestRef(image)).isEqualTo(digestRef(content));
    }

    default void assertTag(ImageGraph content, String tag) {
        assertThat(content.differencesIn(mirror(), repository(), tag)).isEmpty();
    }

    default boolean isThere(ImageGraph image) {
        return mirror().manifest(repository(), image.root().digest()).isPresent();
    }

    /** Does something while a registry is away. */
    static void without(RegistryProcess registry, Runnable step) {
        registry.stop();
        try {
            step.run();
        } finally {
            registry.resume();
        }
    }
}
