package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Decision;
import dev.imagesync.behaviour.Decisions;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.Look;
import dev.imagesync.behaviour.Notice;
import dev.imagesync.behaviour.Notices;
import dev.imagesync.behaviour.OnUnreachable;
import dev.imagesync.behaviour.Origin;
import dev.imagesync.behaviour.Pin;
import dev.imagesync.behaviour.Plan;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.behaviour.Seen;
import dev.imagesync.behaviour.Wanted;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.ReferrerCopier;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the registries, and asks {@link Decisions} what is to be done. Writes nothing. Thread-safe. */
public final class Planning {

    private final Observer observer;
    private final ImageCopier copier;
    private final ReferrerCopier referrers;
    private final NoticeTeller notices;
    private final RunMemory run;

    /**
     * Planning with these registries.
     *
     * @param onUnreachable what a plan does when a registry gives no usable answer although an image is recorded
     */
    public Planning(RegistryClient registries, RunMemory run, OnUnreachable onUnreachable) {
        this.observer = new Observer(registries, run);
        this.copier = new ImageCopier(registries, run.blobs());
        this.referrers = new ReferrerCopier(registries, copier);
        this.notices = new NoticeTeller(run, onUnreachable);
        this.run = run;
    }

    /** Begins to read a tag that a check or a plan of this run will need; see {@link LookAhead}. */
    public void lookAhead(ImageReference tag) {
        observer.lookAhead(tag);
    }

    /**
     * Checks what a program wants, and resolves the source unless the program pins a digest. The first answer of a run stands
     * for the whole run. A source that does not answer keeps the digest that was recorded for it.
     *
     * @param origin where the recorded image came from; null if none is recorded
     */
    public Checked check(Desired desired, @Nullable Origin origin, Operation operation) {
        List<Checked.Failure> failures = new ArrayList<>();
        desired.destination().known().ifPresent(destination -> {
            run.claims()
                    .claim(destination, operation.resource())
                    .ifPresent(other -> failures.add(new Checked.Failure(
                            Property.DESTINATION,
                            Problem.ofInput(
                                    Code.DESTINATION_TAKEN,
                                    destination + " is also the destination of " + other,
                                    "give each resource a destination of its own"))));
            if (origin != null) {
                // The plan reads the destination next; while the source is read, that can be under way.
                observer.lookAhead(destination);
            }
        });
        Checked resolved = resolve(desired, origin, operation);
        failures.addAll(resolved.failures());
        return new Checked(resolved.sourceDigest(), failures);
    }

    /** The part of {@link #check} that finds out which digest this run works with; claims nothing. */
    public Checked resolve(Desired desired, @Nullable Origin origin, Operation operation) {
        ImageReference source = desired.source().known().orElse(null);
        if (source != null && origin == null && desired.pin() instanceof Pin.None) {
            Optional<Digest> before = run.checkedBefore(operation.resource(), source);
            if (before.isPresent()) {
                return new Checked(before.get(), List.of());
            }
        }
        Wanted wanted = Decisions.wanted(desired, origin, source(desired, operation));
        List<Checked.Failure> failures = new ArrayList<>();
        for (Notice notice : wanted.told()) {
            notices.refusal(notice)
                    .ifPresentOrElse(
                            problem -> failures.add(
                                    new Checked.Failure(notice.kind().property(), problem)),
                            () -> notices.tell(notice, operation));
        }
        return switch (wanted) {
            case Wanted.At at -> {
                if (source != null) {
                    run.rememberChecked(operation.resource(), source, at.digest());
                }
                yield new Checked(at.digest(), failures);
            }
            case Wanted.AtApply _ -> new Checked(null, failures);
            case Wanted.NotKnown _ -> new Checked(null, failures);
        };
    }

    /** What the source shows; null where there is nothing to look at, or no need to. */
    private @Nullable Seen source(Desired desired, Operation operation) {
        return desired.pin() instanceof Pin.None
                ? desired.source()
                        .known()
                        .map(source -> observer.source(source, operation))
                        .orElse(null)
                : null;
    }

    /** What the destination shows; null where there is nothing to look at. */
    private @Nullable Seen destination(Desired desired, Operation operation) {
        return desired.destination()
                .known()
                .map(tag -> observer.expected(tag, operation))
                .orElse(null);
    }

    /**
     * What is to be done, told with its notices. Looks at the source, unless a digest is pinned, and at the destination.
     *
     * @param recorded what the state holds; null if it holds nothing
     * @throws ImagesyncException IS3001, which says what a notice says, if {@code onUnreachable: fail} makes an error of it
     */
    public Decision plan(Desired desired, @Nullable Recorded recorded, Operation operation) {
        Seen destination = destination(desired, operation);
        if (recorded == null && isOwn(desired, destination)) {
            // The create half of a replacement: what it re-points is its own old digest.
            destination = null;
        }
        return decide(desired, recorded, Look.at(source(desired, operation), destination), operation);
    }

    /**
     * The same where the engine had both tags looked at before, and plans twice: what the state holds counts as the look, so
     * that both plans agree whatever the tags do meanwhile. A source of another name is looked at when the plan is applied.
     *
     * @param sourceSeen the digest that was seen at the recorded source; null if that is not known
     */
    public Decision planFromState(
            Desired desired, Recorded recorded, @Nullable Digest sourceSeen, Operation operation) {
        boolean isSameTag = desired.destination()
                .known()
                .filter(recorded.destination()::isSameAs)
                .isPresent();
        Seen source = desired.isFromElsewhere(recorded.source())
                ? null
                : new Seen.Present(sourceSeen == null ? recorded.sourceDigest() : sourceSeen);
        Seen destination = isSameTag ? recorded.lastSeen() : destination(desired, operation);
        return decide(desired, recorded, Look.at(source, destination), operation);
    }

    private Decision decide(Desired desired, @Nullable Recorded recorded, Look seen, Operation operation) {
        boolean isNewPlace = recorded == null
                || desired.destination()
                        .known()
                        .filter(recorded.destination()::isSameAs)
                        .isEmpty();
        Look look = isNewPlace ? foreseen(desired, seen, operation) : seen;
        Plan plan = Decisions.decide(desired, recorded, look);
        if (!isNewPlace && plan.decision() instanceof Decision.Replace replace && replace.digest() != null) {
            foresee(desired, replace.digest(), operation);
        }
        if (recorded != null && Decisions.asksForReferrers(desired, plan)) {
            plan = Decisions.decide(desired, recorded, look.with(referrers(desired, recorded, operation)));
        }
        claim(desired, recorded, plan.decision());
        notices.tell(plan.notices(), operation);
        return plan.decision();
    }

    /** With the digest that some platforms of the image will have. A platform that is not there is refused here. */
    private Look foreseen(Desired desired, Look look, Operation operation) {
        Digest digest = look.source() instanceof Seen.Present present ? present.digest() : desired.pinned();
        return digest != null
                        && desired.source().known().isPresent()
                        && !desired.selection().isWhole()
                ? foresee(desired, digest, operation).map(look::with).orElse(look)
                : look;
    }

    private void claim(Desired desired, @Nullable Recorded recorded, Decision decision) {
        Digest wanted =
                switch (decision) {
                    case Decision.Create create -> create.digest();
                    case Decision.Replace replace -> replace.digest();
                    case Decision.InStep _ -> null;
                    case Decision.Update _ -> null;
                    case Decision.Follow _ -> null;
                };
        if (wanted != null) {
            desired.destination().known().ifPresent(destination -> run.claims()
                    .claim(destination.repository(), wanted));
        }
        if (recorded != null) {
            run.rememberOwned(recorded.destination(), recorded.digest());
            if (!(decision instanceof Decision.Replace)) {
                run.claims().claim(recorded.destination().repository(), recorded.digest());
            }
        }
    }

    private Look.Referrers referrers(Desired desired, Recorded recorded, Operation operation) {
        ImageReference source = desired.source().known().orElse(null);
        if (source == null) {
            return new Look.Referrers.InStep();
        }
        try {
            return referrers
                            .missing(
                                    source.repository(),
                                    recorded.digest(),
                                    recorded.destination().repository(),
                                    operation)
                            .isEmpty()
                    ? new Look.Referrers.InStep()
                    : new Look.Referrers.Missing();
        } catch (ImagesyncException e) {
            operation.check();
            return new Look.Referrers.Unreadable(e.problem());
        }
    }

    /**
     * The digest that a copy of this source digest would have at the destination, without writing anything; empty if that
     * cannot be found out now. With some platforms only, it costs a GET, once a run.
     *
     * @throws ImagesyncException IS4013 if the image lacks a platform that is asked for
     */
    public Optional<Digest> foresee(Desired desired, Digest sourceDigest, Operation operation) {
        ImageReference source = desired.source().known().orElse(null);
        if (desired.platforms().isUnknown()) {
            return Optional.empty();
        }
        Selection selection = desired.selection();
        if (selection.isWhole()) {
            return Optional.of(sourceDigest);
        }
        if (source == null) {
            return Optional.empty();
        }
        ImageReference image = source.repository().at(sourceDigest);
        Optional<Digest> before = run.foreseen(image, selection.platforms());
        if (before.isPresent()) {
            return before;
        }
        try {
            Digest digest = copier.select(image, selection, operation).digest();
            run.rememberForeseen(image, selection.platforms(), digest);
            return Optional.of(digest);
        } catch (ImagesyncException e) {
            operation.check();
            if (e.code() == Code.PLATFORM_MISSING) {
                throw e;
            }
            notices.tell(Notices.platformsUnresolved(desired, e.problem()), operation);
            return Optional.empty();
        }
    }

    /** Tells what the user should know of inputs that are right. */
    public void tell(List<Notice> told, Operation operation) {
        notices.tell(told, operation);
    }

    /** What the recorded source shows now, as a {@link #check} would find out; claims nothing. */
    public Checked refreshSource(Recorded recorded, Operation operation) {
        return resolve(Desired.of(recorded), Origin.of(recorded), operation);
    }

    private boolean isOwn(Desired desired, @Nullable Seen destination) {
        return destination instanceof Seen.Present present
                && desired.destination()
                        .known()
                        .flatMap(run::owned)
                        .filter(present.digest()::equals)
                        .isPresent();
    }

    /**
     * The record after a look at the tag. A missing tag keeps the record; a registry that gives no answer changes nothing.
     *
     * @throws ImagesyncException IS3001 if it gives none, and {@code onUnreachable: fail} makes an error of that
     */
    public Recorded refresh(Recorded recorded, Operation operation) {
        Seen seen = observer.now(recorded.destination(), operation);
        notices.tell(Decisions.refreshed(recorded, seen), operation);
        return recorded.seen(seen);
    }
}
