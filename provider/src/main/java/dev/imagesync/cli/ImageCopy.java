package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.behaviour.Decisions;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.Late;
import dev.imagesync.behaviour.Look;
import dev.imagesync.behaviour.Pin;
import dev.imagesync.behaviour.Plan;
import dev.imagesync.behaviour.Seen;
import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.CopyRequest;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.ReferrerCopier;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Transport;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Copies one image of the command line, and tells what became of it. Thread-safe. */
final class ImageCopy {

    private final Session session;
    private final ProgressLine progress;
    private final Selection selection;
    private final boolean dryRun;

    ImageCopy(Session session, ProgressLine progress, Selection selection, boolean dryRun) {
        this.session = session;
        this.progress = progress;
        this.selection = selection;
        this.dryRun = dryRun;
    }

    /** Copies, or says what would be copied, and prints what to pull. */
    void run(CopyList.Entry entry) {
        if (dryRun) {
            foretell(entry, session.registries());
            return;
        }
        Copied copied = move(entry);
        if (session.json()) {
            session.print(
                    json(entry.destination().repository().at(copied.report().digest()), copied));
        } else {
            session.terminal()
                    .data(entry.destination()
                            .repository()
                            .at(copied.report().digest())
                            .toString());
            note(entry, copied);
        }
    }

    /** Copies, and prints nothing as data. */
    CopyReport copy(CopyList.Entry entry) {
        Copied copied = move(entry);
        note(entry, copied);
        return copied.report();
    }

    private record Copied(CopyReport report, long requests, double seconds) {}

    private Copied move(CopyList.Entry entry) {
        long start = System.nanoTime();
        Transport transport = session.transport().metered();
        RegistryClient registries = new RegistryClient(transport);
        ImageCopier copier = new ImageCopier(registries, session.blobs());
        CopyReport report = copier.copy(
                new CopyRequest(entry.source(), entry.destination(), selection, progress), session.operation());
        if (selection.includeReferrers()) {
            copyReferrers(entry, report.sourceDigest(), new ReferrerCopier(registries, copier));
        }
        return new Copied(report, transport.requests(), (System.nanoTime() - start) / 1e9);
    }

    private void copyReferrers(CopyList.Entry entry, Digest copied, ReferrerCopier copier) {
        ImageReference image = entry.source().repository().at(copied);
        int referrers =
                copier.copy(new CopyRequest(image, entry.destination(), selection, progress), session.operation());
        session.terminal().note(entry.destination() + ": " + referrers + " referrers copied");
    }

    private void foretell(CopyList.Entry entry, RegistryClient registries) {
        Digest resolved = digestOf(entry.source(), registries);
        Digest digest = selection.isWhole()
                ? resolved
                : select(entry.source().repository().at(resolved), registries).digest();
        Optional<Digest> present =
                registries.find(entry.destination(), session.operation()).map(ManifestInfo::digest);
        if (session.json()) {
            session.print(Session.object()
                    .put("destination", entry.destination().toString())
                    .put("digest", digest.toString())
                    .put("present", present.map(Digest::toString).orElse(null))
                    .put("dryRun", true));
        } else {
            session.terminal().data(would(entry, digest, present));
        }
    }

    private Manifest select(ImageReference image, RegistryClient registries) {
        return new ImageCopier(registries).select(image, selection, session.operation());
    }

    private Digest digestOf(ImageReference image, RegistryClient registries) {
        return image.digest() != null
                ? image.digest()
                : registries
                        .find(image, session.operation())
                        .orElseThrow(() -> DigestCommand.notFound(image).toException())
                        .digest();
    }

    /** What a plan would say of it. */
    private static String would(CopyList.Entry entry, Digest digest, Optional<Digest> present) {
        Desired desired = new Desired(
                Late.of(entry.source()),
                Late.of(entry.destination()),
                new Pin.To(digest),
                Late.of(Set.of()),
                Desired.Options.DEFAULTS);
        Seen seen = present.<Seen>map(Seen.Present::new).orElseGet(Seen.Absent::new);
        Plan plan = Decisions.decide(desired, null, Look.at(null, seen));
        if (!plan.notices().isEmpty()) {
            return plan.notices().getFirst().text();
        }
        return entry.destination() + (present.isEmpty() ? " will be written with " : " is in place with ") + digest;
    }

    private void note(CopyList.Entry entry, Copied copied) {
        session.terminal()
                .note(entry.destination() + ": " + copied.report().describe() + " "
                        + String.format(Locale.ROOT, "(%d requests, %.1f s)", copied.requests(), copied.seconds()));
    }

    private static ObjectNode json(ImageReference digestRef, Copied copied) {
        CopyReport report = copied.report();
        CopyReport.Blobs blobs = report.blobs();
        ObjectNode result = Session.object()
                .put("digest", report.digest().toString())
                .put("digestRef", digestRef.toString())
                .put("outcome", report.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("requests", copied.requests())
                .put("bytesCopied", blobs.bytes());
        result.putObject("blobs")
                .put("copied", blobs.copied())
                .put("mounted", blobs.mounted())
                .put("skipped", blobs.skipped());
        return result.put("seconds", Math.round(copied.seconds() * 1000) / 1000.0);
    }
}
