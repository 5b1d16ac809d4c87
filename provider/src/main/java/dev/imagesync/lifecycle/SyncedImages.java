package dev.imagesync.lifecycle;

import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.ReferrerCopier;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Synced images as every engine handles them: check, plan, create, update, read, delete. Observes the registries, asks
 * {@link Decisions} and acts. Thread-safe.
 */
public final class SyncedImages {

    private final RegistryClient registries;
    private final Observer observer;
    private final ImageCopier copier;
    private final ReferrerCopier referrers;
    private final TearDown tearDown;
    private final Policies policies;
    private final Run run;

    public SyncedImages(RegistryClient registries, Policies policies, Run run) {
        this.registries = registries;
        this.observer = new Observer(registries, run);
        this.copier = new ImageCopier(registries, run.blobs());
        this.referrers = new ReferrerCopier(registries, copier);
        this.tearDown = new TearDown(registries, observer, run.claims(), policies);
        this.policies = policies;
        this.run = run;
    }

    /**
     * What a check found.
     *
     * @param sourceDigest the digest that this run works with; null if it is not known
     * @param problems what makes the program wrong
     */
    public record Checked(@Nullable Digest sourceDigest, List<Inputs.InputProblem> problems) {
        public Checked {
            problems = List.copyOf(problems);
        }
    }

    /** Begins to read a tag that a check or a plan of this run will need; see {@link LookAhead}. */
    public void lookAhead(ImageReference tag) {
        observer.lookAhead(tag);
    }

    /**
     * Checks what a program wants, and resolves the source unless the program pins a digest. The first answer of a run
     * stands for the whole run. A source that does not answer keeps the digest that was recorded for it.
     *
     * @param recordedSource the source that is recorded, null if none is
     * @param recordedDigest the digest that is recorded for that source, null if none is
     */
    public Checked check(
            Desired desired,
            @Nullable ImageReference recordedSource,
            @Nullable Digest recordedDigest,
            Operation operation) {
        List<Inputs.InputProblem> problems = new ArrayList<>();
        if (desired.destination() != null) {
            run.claims()
                    .claim(desired.destination(), operation.resource())
                    .ifPresent(other -> problems.add(new Inputs.InputProblem(
                            Property.DESTINATION,
                            -1,
                            Problem.ofInput(
                                    Code.DESTINATION_TAKEN,
                                    desired.destination() + " is also the destination of " + other,
                                    "give each resource a destination of its own"))));
        }
        if (desired.destination() != null && recordedSource != null) {
            // The plan reads the destination next; while the source is read, that can be under way.
            observer.lookAhead(desired.destination());
        }
        Checked resolved = resolve(desired, recordedSource, recordedDigest, operation);
        problems.addAll(resolved.problems());
        return new Checked(resolved.sourceDigest(), problems);
    }

    /** The part of {@link #check} that finds out which digest this run works with; claims nothing. */
    public Checked resolve(
            Desired desired,
            @Nullable ImageReference recordedSource,
            @Nullable Digest recordedDigest,
            Operation operation) {
        List<Inputs.InputProblem> problems = new ArrayList<>();
        ImageReference source = desired.source();
        if (source == null) {
            return new Checked(desired.sourceDigest(), problems);
        }
        if (desired.sourceDigest() != null) {
            run.rememberChecked(operation.resource(), source, desired.sourceDigest());
            return new Checked(desired.sourceDigest(), problems);
        }
        Optional<Digest> before =
                recordedSource == null ? run.checkedBefore(operation.resource(), source) : Optional.empty();
        if (before.isPresent()) {
            return new Checked(before.get(), problems);
        }
        Observed observed = observer.source(source, operation);
        Digest digest;
        List<Notice> notices = new ArrayList<>();
        if (observed instanceof Observed.Present present) {
            digest = present.digest();
        } else if (recordedDigest != null && source.isSameAs(recordedSource)) {
            digest = recordedDigest;
            Decisions.kept(source.toString(), recordedDigest, observed, notices);
        } else {
            digest = null;
            Decisions.unresolved(source, observed, notices);
        }
        if (digest != null) {
            run.rememberChecked(operation.resource(), source, digest);
        }
        for (Notice notice : notices) {
            if (notice.fatal() && policies.failIfUnreachable()) {
                problems.add(new Inputs.InputProblem(notice.property(), -1, unreachable(notice)));
            } else {
                tell(notice, operation);
            }
        }
        return new Checked(digest, problems);
    }

    /**
     * What is to be done, told with its notices. Reads the destination; the source was read by {@link #check}.
     *
     * @throws ImagesyncException what a notice says, if {@code onUnreachable: fail} makes an error of it
     */
    public Decision plan(Desired desired, @Nullable Recorded recorded, Operation operation) {
        Observed destination = desired.destination() == null
                ? new Observed.NotKnown()
                : observer.expected(desired.destination(), operation);
        return plan(desired, recorded, destination, operation);
    }

    /** The same where the engine has had the destination looked at already. */
    public Decision plan(Desired desired, @Nullable Recorded recorded, Observed seen, Operation operation) {
        Observed destination = seen;
        Observed source = desired.sourceDigest() == null
                ? new Observed.NotKnown()
                : new Observed.Present(desired.sourceDigest(), "");
        if (desired.destination() != null && desired.sourceDigest() != null) {
            run.claims().claim(desired.destination().repository(), desired.sourceDigest());
        }
        if (recorded != null) {
            run.rememberOwned(recorded.destination(), recorded.digest());
        } else if (isOwn(desired, destination)) {
            // The create half of a replacement: what it re-points is its own old digest.
            destination = new Observed.NotKnown();
        }
        Plan plan = Decisions.decide(desired, recorded, source, destination);
        if (recorded != null && desired.extent().includeReferrers()) {
            plan = withNewReferrers(plan, desired, recorded, operation);
        }
        if (recorded != null && !(plan.decision() instanceof Decision.Replace)) {
            run.claims().claim(recorded.destination().repository(), recorded.digest());
        }
        for (Notice notice : plan.notices()) {
            if (notice.fatal() && policies.failIfUnreachable()) {
                throw unreachable(notice).toException();
            }
            tell(notice, operation);
        }
        return plan.decision();
    }

    /** A referrer that was attached upstream since is an update; a registry that does not answer is a warning. */
    private Plan withNewReferrers(Plan plan, Desired desired, Recorded recorded, Operation operation) {
        if (plan.decision() instanceof Decision.Replace || desired.source() == null) {
            return plan;
        }
        try {
            boolean news = !referrers
                    .missing(
                            desired.source().repository(),
                            recorded.digest(),
                            recorded.destination().repository(),
                            operation)
                    .isEmpty();
            return news ? plan.andUpdate(Property.INCLUDE_REFERRERS) : plan;
        } catch (ImagesyncException e) {
            operation.check();
            return plan.and(Notice.unreachable(
                    Property.INCLUDE_REFERRERS,
                    "whether there are new referrers of " + desired.source() + " could not be found out: "
                            + e.problem().oneLine()));
        }
    }

    /**
     * The digest that a copy of this source digest would have at the destination, without writing anything; empty if that
     * cannot be found out now.
     *
     * @throws ImagesyncException IS4013 if the image lacks a platform that is asked for
     */
    public Optional<Digest> foresee(Desired desired, Digest sourceDigest, Operation operation) {
        if (desired.extent().platforms().isEmpty() || desired.source() == null) {
            return Optional.of(sourceDigest);
        }
        try {
            return Optional.of(copier.select(
                            desired.source().repository(),
                            sourceDigest,
                            desired.extent().platforms(),
                            operation)
                    .digest());
        } catch (ImagesyncException e) {
            operation.check();
            if (e.code() == Code.PLATFORM_MISSING) {
                throw e;
            }
            operation
                    .feedback()
                    .warn("which digest the chosen platforms of " + desired.source() + " have could not be found out: "
                            + e.problem().oneLine());
            return Optional.empty();
        }
    }

    private boolean isOwn(Desired desired, Observed destination) {
        return destination instanceof Observed.Present present
                && run.owned(Objects.requireNonNull(desired.destination()))
                        .filter(present.digest()::equals)
                        .isPresent();
    }

    private static void tell(Notice notice, Operation operation) {
        switch (notice.severity()) {
            case INFO -> operation.feedback().info(notice.text());
            case WARNING -> operation.feedback().warn(notice.text());
        }
    }

    private static Problem unreachable(Notice notice) {
        return Problem.ofInput(
                Code.HOST_UNREACHABLE,
                notice.text(),
                "bring the registry back, or set onUnreachable to warn to keep what is there");
    }

    /** Copies by digest, adopts what is there already, and gives the record. */
    public Recorded create(Desired desired, Operation operation) {
        ImageReference source = Objects.requireNonNull(desired.source(), "source");
        ImageReference destination = Objects.requireNonNull(desired.destination(), "destination");
        Digest digest = desired.sourceDigest() != null ? desired.sourceDigest() : resolveNow(source, operation);
        claim(destination, digest, desired.extent(), operation);
        run.claims().claim(destination.repository(), digest);
        run.forget(destination);
        CopyReport report = copy(source, digest, desired.extent(), destination, operation);
        operation.feedback().info(destination + ": " + report.describe());
        run.claims().claim(destination.repository(), report.digest());
        copyReferrers(source.repository(), digest, desired.extent(), destination, operation);
        return new Recorded(
                source,
                destination,
                digest,
                report.digest(),
                report.digest(),
                report.mediaType(),
                desired.deletePolicy(),
                desired.extent());
    }

    /**
     * Sets the tag back to the recorded digest if it points elsewhere or is missing, and takes over what changed in the
     * record. The destination's own repository is asked for the digest first, so that the upstream is needed only if it is
     * gone there.
     */
    public Recorded update(Desired desired, Recorded recorded, Operation operation) {
        ImageReference destination = recorded.destination();
        claim(destination, recorded.sourceDigest(), recorded.extent(), operation);
        run.claims().claim(destination.repository(), recorded.digest());
        run.forget(destination);
        String mediaType = recorded.mediaType();
        switch (observer.now(destination, operation)) {
            case Observed.Present present -> {
                if (!present.digest().equals(recorded.digest())) {
                    mediaType = repair(desired, recorded, operation);
                }
            }
            case Observed.Absent absent -> mediaType = repair(desired, recorded, operation);
            case Observed.NotKnown notKnown -> mediaType = repair(desired, recorded, operation);
            case Observed.Unreadable unreadable -> throw unreadable.problem().toException();
        }
        if (desired.source() != null) {
            copyReferrers(
                    desired.source().repository(), recorded.sourceDigest(), desired.extent(), destination, operation);
        }
        return new Recorded(
                desired.source(),
                destination,
                recorded.sourceDigest(),
                recorded.digest(),
                recorded.digest(),
                mediaType,
                desired.deletePolicy(),
                desired.extent());
    }

    private String repair(Desired desired, Recorded recorded, Operation operation) {
        ImageReference destination = recorded.destination();
        Optional<String> retagged = copier.retag(destination, recorded.digest(), operation);
        if (retagged.isPresent()) {
            operation
                    .feedback()
                    .info(destination + ": set back to " + recorded.digest() + ", which the repository still has");
            return retagged.get();
        }
        ImageReference source = Objects.requireNonNull(desired.source(), "source");
        CopyReport report = copy(source, recorded.sourceDigest(), recorded.extent(), destination, operation);
        operation.feedback().info(destination + ": " + report.describe());
        return report.mediaType();
    }

    /** The record after a look at the tag. A missing tag keeps the record; a registry that gives no answer changes nothing. */
    public Recorded read(Recorded recorded, Operation operation) {
        return switch (observer.now(recorded.destination(), operation)) {
            case Observed.Present present -> recorded.seen(present.digest());
            case Observed.Absent absent -> recorded.seen(null);
            case Observed.NotKnown notKnown -> recorded;
            case Observed.Unreadable unreadable -> {
                operation
                        .feedback()
                        .warn("whether " + recorded.destination()
                                + " is still in place could not be found out; the record is kept: "
                                + unreadable.problem().oneLine());
                yield recorded;
            }
        };
    }

    /** What an import id names, as a record; empty if the destination does not exist. */
    public Optional<Recorded> importImage(ImportId id, Operation operation) {
        return registries
                .find(id.destination(), operation)
                .map(found -> new Recorded(
                        id.source(),
                        id.destination(),
                        found.digest(),
                        found.digest(),
                        found.digest(),
                        found.mediaType(),
                        DeletePolicy.TAG,
                        Extent.WHOLE));
    }

    /** Takes away what the policy of the record says; see {@link TearDown}. */
    public void delete(Recorded recorded, Operation operation) {
        run.forget(recorded.destination());
        tearDown.delete(recorded, operation);
    }

    /**
     * Takes away the manifest of an image that was replaced earlier, where the policy is {@code image} and the engine let the
     * replacement come before what still used the old one. Now nothing does. That it cannot be taken away is a warning.
     */
    public void deleteReplaced(Recorded now, Digest replaced, Operation operation) {
        if (now.deletePolicy() != DeletePolicy.IMAGE) {
            return;
        }
        try {
            tearDown.deleteImage(now.destination().repository(), replaced, operation);
        } catch (ImagesyncException e) {
            operation.feedback().warn(e.problem().oneLine());
        }
    }

    private CopyReport copy(
            ImageReference source, Digest digest, Extent extent, ImageReference destination, Operation operation) {
        try (Progress progress = new Progress(destination, operation.feedback())) {
            return extent.platforms().isEmpty()
                    ? copier.copy(source.repository(), digest, destination, progress, operation)
                    : copier.copy(
                            source.repository(),
                            copier.select(source.repository(), digest, extent.platforms(), operation),
                            destination,
                            progress,
                            operation);
        }
    }

    private void copyReferrers(
            Repository source, Digest digest, Extent extent, ImageReference destination, Operation operation) {
        if (!extent.includeReferrers()) {
            return;
        }
        Manifest root = copier.select(source, digest, extent.platforms(), operation);
        try (Progress progress = new Progress(destination, operation.feedback())) {
            int copied = referrers.copy(
                    source, copier.manifestsOf(source, root, operation), destination.repository(), progress, operation);
            if (copied > 0) {
                operation
                        .feedback()
                        .info(destination + ": " + copied + (copied == 1 ? " referrer" : " referrers") + " copied");
            }
        }
    }

    private void claim(ImageReference destination, Digest digest, Extent extent, Operation operation) {
        run.claims().claim(destination, operation.resource()).ifPresent(other -> {
            throw taken(destination + " is also the destination of " + other);
        });
        run.claims()
                .claim(destination, new Claims.Content(digest, extent.platforms()))
                .ifPresent(other -> {
                    throw taken(destination + " was written in this run already, with " + other.digest()
                            + ", and not with " + digest);
                });
    }

    private static ImagesyncException taken(String what) {
        return Problem.ofInput(Code.DESTINATION_TAKEN, what, "give each resource a destination of its own")
                .toException();
    }

    private Digest resolveNow(ImageReference source, Operation operation) {
        return switch (observer.source(source, operation)) {
            case Observed.Present present -> present.digest();
            case Observed.Absent absent -> throw notFound(source);
            case Observed.NotKnown notKnown -> throw notFound(source);
            case Observed.Unreadable unreadable -> throw unreadable.problem().toException();
        };
    }

    private static ImagesyncException notFound(ImageReference source) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        source + " is not in its registry",
                        "check the spelling, and that the account may see the repository; if the same program pushes it, let"
                                + " this resource depend on that")
                .toException();
    }
}
