package dev.imagesync.behaviour;

import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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
     * @param look what was seen
     */
    public static Plan decide(Desired desired, @Nullable Recorded recorded, Look look) {
        return recorded == null ? first(desired, look) : next(desired, recorded, look);
    }

    /**
     * Which digest of the source is wanted: the pinned one; the one that was seen; the recorded one, where the source does not
     * answer, since a mirror outlives its upstream.
     *
     * @param origin where the recorded image came from; null if none is recorded
     * @param source what the source's tag showed; null if nobody looked
     */
    public static Wanted wanted(Desired desired, @Nullable Origin origin, @Nullable Seen source) {
        ImageReference from = desired.source().known().orElse(null);
        return switch (desired.pin()) {
            case Pin.To pin -> new Wanted.At(pin.digest(), List.of());
            case Pin.Unknown _ -> new Wanted.NotKnown(List.of());
            case Pin.None _ -> from == null ? new Wanted.NotKnown(List.of()) : unpinned(from, origin, source);
        };
    }

    private static Wanted unpinned(ImageReference from, @Nullable Origin origin, @Nullable Seen source) {
        Digest recorded = origin != null && from.isSameAs(origin.source()) ? origin.digest() : null;
        if (source == null) {
            return recorded == null ? atApply(origin) : new Wanted.At(recorded, List.of());
        }
        return switch (source) {
            case Seen.Present present -> new Wanted.At(present.digest(), List.of());
            case Seen.Absent _ ->
                recorded == null
                        ? new Wanted.NotKnown(List.of(Notices.sourceMissing(from)))
                        : new Wanted.At(recorded, List.of(Notices.sourceGone(from, recorded)));
            case Seen.Unreadable unreadable ->
                recorded == null
                        ? new Wanted.NotKnown(List.of(Notices.sourceUnresolved(from, unreadable.problem())))
                        : new Wanted.At(
                                recorded, List.of(Notices.sourceUnreadable(from, recorded, unreadable.problem())));
        };
    }

    private static Wanted atApply(@Nullable Origin origin) {
        return origin == null ? new Wanted.NotKnown(List.of()) : new Wanted.AtApply();
    }

    private static Plan first(Desired desired, Look look) {
        Wanted wanted = wanted(desired, null, look.source());
        List<Notice> notices = new ArrayList<>(wanted.told());
        Digest digest = digest(wanted);
        sayIfOverwritten(desired, outcome(desired, digest, look), look.destination(), notices);
        return new Plan(new Decision.Create(digest), notices);
    }

    private static @Nullable Digest digest(Wanted wanted) {
        return switch (wanted) {
            case Wanted.At at -> at.digest();
            case Wanted.AtApply _ -> null;
            case Wanted.NotKnown _ -> null;
        };
    }

    /** What the tag will point at, as far as that is known: an index without some platforms has a digest of its own. */
    private static @Nullable Digest outcome(Desired desired, @Nullable Digest sourceDigest, Look look) {
        boolean isWhole = desired.platforms().known().filter(Set::isEmpty).isPresent();
        return isWhole ? sourceDigest : look.outcome();
    }

    private static Plan next(Desired desired, Recorded recorded, Look look) {
        Wanted wanted = wanted(desired, Origin.of(recorded), look.source());
        List<Notice> notices = new ArrayList<>(wanted.told());
        Digest digest = digest(wanted);
        Set<Property> because = replaced(desired, recorded, wanted);
        if (because.contains(Property.DESTINATION)) {
            sayIfOverwritten(desired, outcome(desired, digest, look), look.destination(), notices);
        }
        if (!because.isEmpty()) {
            boolean isKnown = !desired.platforms().isUnknown();
            return new Plan(new Decision.Replace(because, isKnown ? digest : null), notices);
        }
        Set<Property> changed = updated(desired, recorded, look, notices);
        if (wanted instanceof Wanted.AtApply) {
            return new Plan(new Decision.Follow(changed), notices);
        }
        return new Plan(changed.isEmpty() ? new Decision.InStep() : new Decision.Update(changed), notices);
    }

    /** What makes it another image or another place. What is not known yet may be either. */
    private static Set<Property> replaced(Desired desired, Recorded recorded, Wanted wanted) {
        Set<Property> because = EnumSet.noneOf(Property.class);
        if (desired.destination()
                .known()
                .filter(recorded.destination()::isSameAs)
                .isEmpty()) {
            because.add(Property.DESTINATION);
        }
        boolean isSame =
                switch (wanted) {
                    case Wanted.At at -> at.digest().equals(recorded.sourceDigest());
                    case Wanted.AtApply _ -> true;
                    case Wanted.NotKnown _ -> false;
                };
        if (!isSame) {
            because.add(Property.SOURCE_DIGEST);
        }
        if (desired.platforms()
                .known()
                .filter(recorded.selection().platforms()::equals)
                .isEmpty()) {
            because.add(Property.PLATFORMS);
        }
        return because;
    }

    private static Set<Property> updated(Desired desired, Recorded recorded, Look look, List<Notice> notices) {
        Set<Property> changed = EnumSet.noneOf(Property.class);
        if (desired.isFromElsewhere(recorded.source())) {
            changed.add(Property.SOURCE);
        }
        Desired.Options options = desired.options();
        if (options.deletePolicy()
                .known()
                .filter(recorded.deletePolicy()::equals)
                .isEmpty()) {
            changed.add(Property.DELETE_POLICY);
        }
        boolean referred = recorded.selection().includeReferrers();
        if (options.includeReferrers()
                .known()
                .filter(wanted -> wanted == referred)
                .isEmpty()) {
            changed.add(Property.INCLUDE_REFERRERS);
        }
        if (hasNewReferrers(desired, look, notices)) {
            changed.add(Property.INCLUDE_REFERRERS);
        }
        if (look.destination() != null && hasDrifted(recorded, look.destination(), notices)) {
            changed.add(Property.OBSERVED_DIGEST);
        }
        return changed;
    }

    /** Whether it matters for a plan what refers to the image: the image stays, and they are to be kept with it. */
    public static boolean asksForReferrers(Desired desired, Plan plan) {
        boolean stays =
                switch (plan.decision()) {
                    case Decision.InStep _ -> true;
                    case Decision.Update _ -> true;
                    case Decision.Follow _ -> false;
                    case Decision.Create _ -> false;
                    case Decision.Replace _ -> false;
                };
        return stays && desired.selection().includeReferrers();
    }

    private static boolean hasNewReferrers(Desired desired, Look look, List<Notice> notices) {
        return switch (look.referrers()) {
            case null -> false;
            case Look.Referrers.InStep _ -> false;
            case Look.Referrers.Missing _ -> true;
            case Look.Referrers.Unreadable unreadable -> {
                notices.add(Notices.referrersUnreadable(desired, unreadable.problem()));
                yield false;
            }
        };
    }

    private static boolean hasDrifted(Recorded recorded, Seen destination, List<Notice> notices) {
        return switch (destination) {
            case Seen.Present present -> {
                if (present.digest().equals(recorded.digest())) {
                    // Perhaps it was set back by somebody else: then only the record still tells of the drift.
                    yield !recorded.digest().equals(recorded.observedDigest());
                }
                notices.add(Notices.overwritten(recorded, present.digest()));
                yield true;
            }
            case Seen.Absent _ -> {
                notices.add(Notices.missing(recorded));
                yield true;
            }
            case Seen.Unreadable unreadable -> {
                notices.add(Notices.unread(recorded, unreadable.problem()));
                yield false;
            }
        };
    }

    /** The notices of a look at the tag that is no plan: what an engine calls a refresh. */
    public static List<Notice> refreshed(Recorded recorded, Seen destination) {
        return destination instanceof Seen.Unreadable(Problem problem)
                ? List.of(Notices.unread(recorded, problem))
                : List.of();
    }

    /** The notice for a destination that is going to point at another digest than it does. */
    private static void sayIfOverwritten(
            Desired desired, @Nullable Digest digest, @Nullable Seen destination, List<Notice> notices) {
        ImageReference tag = desired.destination().known().orElse(null);
        switch (destination) {
            case null -> {}
            case Seen.Present present -> {
                if (digest != null && !present.digest().equals(digest)) {
                    notices.add(Notices.repointed(Objects.requireNonNull(tag), present.digest(), digest));
                }
            }
            case Seen.Unreadable unreadable ->
                notices.add(Notices.unreadable(Objects.requireNonNull(tag), unreadable.problem()));
            case Seen.Absent _ -> {}
        }
    }
}
