package dev.imagesync.lifecycle;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of behaviour as one pure function. */
public final class Decisions {

    private Decisions() {}

    /**
     * What is to be done.
     *
     * @param desired what the program wants
     * @param recorded what the state holds; null if it holds nothing
     * @param source what the source's tag showed; {@link Observed.Present} with the pinned digest if the program pins one
     * @param destination what the desired destination's tag showed
     */
    public static Plan decide(Desired desired, @Nullable Recorded recorded, Observed source, Observed destination) {
        return recorded == null ? first(desired, source, destination) : next(desired, recorded, source, destination);
    }

    private static Plan first(Desired desired, Observed source, Observed destination) {
        List<Notice> notices = new ArrayList<>();
        Digest digest = source instanceof Observed.Present present ? present.digest() : null;
        sayIfUnresolved(desired, source, notices);
        sayIfOverwritten(desired, known(desired, digest), destination, notices);
        return new Plan(new Decision.Create(digest), notices);
    }

    /** What the tag will point at, as far as the source's digest tells: an index without some platforms has another one. */
    private static @Nullable Digest known(Desired desired, @Nullable Digest sourceDigest) {
        return desired.extent().platforms().isEmpty() ? sourceDigest : null;
    }

    private static Plan next(Desired desired, Recorded recorded, Observed source, Observed destination) {
        List<Notice> notices = new ArrayList<>();
        boolean moved = !recorded.destination().isSameAs(desired.destination());
        boolean renamed = desired.source() == null || !desired.source().isSameAs(recorded.source());
        Digest wanted = wanted(desired, recorded, source, renamed, notices);

        Set<Property> because = EnumSet.noneOf(Property.class);
        if (moved) {
            because.add(Property.DESTINATION);
            sayIfOverwritten(desired, known(desired, wanted), destination, notices);
        }
        if (wanted == null || !wanted.equals(recorded.sourceDigest())) {
            because.add(Property.SOURCE_DIGEST);
        }
        if (!desired.extent().platforms().equals(recorded.extent().platforms())) {
            because.add(Property.PLATFORMS);
        }
        if (!because.isEmpty()) {
            return new Plan(new Decision.Replace(because, wanted), notices);
        }

        Set<Property> changed = EnumSet.noneOf(Property.class);
        if (renamed) {
            changed.add(Property.SOURCE);
        }
        if (desired.deletePolicy() != recorded.deletePolicy()) {
            changed.add(Property.DELETE_POLICY);
        }
        if (desired.extent().includeReferrers() != recorded.extent().includeReferrers()) {
            changed.add(Property.INCLUDE_REFERRERS);
        }
        if (hasDrifted(recorded, destination, notices)) {
            changed.add(Property.OBSERVED_DIGEST);
        }
        return new Plan(changed.isEmpty() ? new Decision.InStep() : new Decision.Update(changed), notices);
    }

    private static @Nullable Digest wanted(
            Desired desired, Recorded recorded, Observed source, boolean renamed, List<Notice> notices) {
        if (source instanceof Observed.Present present) {
            return present.digest();
        }
        if (renamed) {
            sayIfUnresolved(desired, source, notices);
            return null;
        }
        sayIfKept(recorded, source, notices);
        return recorded.sourceDigest();
    }

    private static boolean hasDrifted(Recorded recorded, Observed destination, List<Notice> notices) {
        return switch (destination) {
            case Observed.Present present -> {
                if (present.digest().equals(recorded.digest())) {
                    // Perhaps it was set back by somebody else: then only the record still tells of the drift.
                    yield !recorded.digest().equals(recorded.observedDigest());
                }
                notices.add(Notice.info(
                        Property.DESTINATION,
                        recorded.destination() + " was overwritten: it points at " + present.digest() + " instead of "
                                + recorded.digest() + ", and will be set back"));
                yield true;
            }
            case Observed.Absent absent -> {
                notices.add(Notice.info(
                        Property.DESTINATION,
                        recorded.destination() + " is missing in the registry, and will be written again"));
                yield true;
            }
            case Observed.Unreadable unreadable -> {
                notices.add(Notice.unreachable(
                        Property.DESTINATION,
                        "whether " + recorded.destination()
                                + " is still in place could not be found out; the record is kept: "
                                + unreadable.problem().oneLine()));
                yield false;
            }
            case Observed.NotKnown notKnown -> false;
        };
    }

    /** The notice for a recorded image whose source does not answer: what is there is kept. */
    static void sayIfKept(Recorded recorded, Observed source, List<Notice> notices) {
        kept(String.valueOf(recorded.source()), recorded.sourceDigest(), source, notices);
    }

    static void kept(String source, Digest digest, Observed observed, List<Notice> notices) {
        switch (observed) {
            case Observed.Present present -> {}
            case Observed.NotKnown notKnown -> {}
            case Observed.Absent absent ->
                notices.add(Notice.unreachable(
                        Property.SOURCE,
                        source + " does not exist any more; the destination stays at " + digest
                                + ", which was copied from it"));
            case Observed.Unreadable unreadable ->
                notices.add(Notice.unreachable(
                        Property.SOURCE,
                        source + " could not be read; the destination stays at " + digest + ": "
                                + unreadable.problem().oneLine()));
        }
    }

    private static void sayIfUnresolved(Desired desired, Observed source, List<Notice> notices) {
        unresolved(desired.source(), source, notices);
    }

    /** The notice for an image that was never copied and whose source does not answer: perhaps it is made in this run. */
    static void unresolved(@Nullable ImageReference source, Observed observed, List<Notice> notices) {
        switch (observed) {
            case Observed.Present present -> {}
            case Observed.NotKnown notKnown -> {}
            case Observed.Absent absent ->
                notices.add(Notice.warning(
                        Property.SOURCE,
                        source
                                + " does not exist (yet): its digest stays unknown in this plan, and the copy fails unless"
                                + " the image is there by then"));
            case Observed.Unreadable unreadable ->
                notices.add(Notice.warning(
                        Property.SOURCE,
                        source
                                + " could not be read: its digest stays unknown in this plan, and the copy fails unless it"
                                + " can be read by then: "
                                + unreadable.problem().oneLine()));
        }
    }

    /** The notice for a destination that is going to point at another digest than it does. */
    static void sayIfOverwritten(Desired desired, @Nullable Digest digest, Observed destination, List<Notice> notices) {
        switch (destination) {
            case Observed.Present present -> {
                if (digest != null && !present.digest().equals(digest)) {
                    notices.add(Notice.warning(
                            Property.DESTINATION,
                            desired.destination() + " exists already and points at " + present.digest()
                                    + "; it will be re-pointed to " + digest));
                }
            }
            case Observed.Unreadable unreadable ->
                notices.add(Notice.unreachable(
                        Property.DESTINATION,
                        desired.destination() + " could not be read: "
                                + unreadable.problem().oneLine()));
            case Observed.Absent absent -> {}
            case Observed.NotKnown notKnown -> {}
        }
    }
}
