package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.copy.CopyReport;
import dev.imagesync.copy.ImageCopier;
import dev.imagesync.copy.ReferrerCopier;
import dev.imagesync.lifecycle.Extent;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Transport;
import java.util.Locale;
import java.util.Optional;

/** Copies one image of the command line, and prints what became of it. Thread-safe. */
final class ImageCopy {

    private final Session session;
    private final ProgressLine progress;
    private final Extent extent;
    private final boolean dryRun;

    ImageCopy(Session session, ProgressLine progress, Extent extent, boolean dryRun) {
        this.session = session;
        this.progress = progress;
        this.extent = extent;
        this.dryRun = dryRun;
    }

    void run(CopyList.Entry entry) {
        long start = System.nanoTime();
        Transport transport = session.transport().metered();
        RegistryClient registries = new RegistryClient(transport);
        if (dryRun) {
            foretell(entry, registries);
            return;
        }
        ImageCopier copier = new ImageCopier(registries, session.blobs());
        CopyReport report = copy(entry, registries, copier);
        if (extent.includeReferrers()) {
            copyReferrers(entry, report.digest(), registries, copier);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tell(entry, report, transport.requests(), seconds);
    }

    private CopyReport copy(CopyList.Entry entry, RegistryClient registries, ImageCopier copier) {
        if (extent.platforms().isEmpty()) {
            return copier.copy(entry.source(), entry.destination(), progress, session.operation());
        }
        Repository source = entry.source().repository();
        Manifest selected =
                copier.select(source, digestOf(entry.source(), registries), extent.platforms(), session.operation());
        return copier.copy(source, selected, entry.destination(), progress, session.operation());
    }

    private void copyReferrers(CopyList.Entry entry, Digest copied, RegistryClient registries, ImageCopier copier) {
        Repository source = entry.source().repository();
        Repository destination = entry.destination().repository();
        Manifest root = registries
                .manifest(destination.at(copied), session.operation())
                .orElseThrow(
                        () -> DigestCommand.notFound(destination.at(copied)).toException());
        int referrers = new ReferrerCopier(registries, copier)
                .copy(
                        source,
                        copier.manifestsOf(destination, root, session.operation()),
                        destination,
                        progress,
                        session.operation());
        session.terminal().note(entry.destination() + ": " + referrers + " referrers copied");
    }

    private Digest digestOf(ImageReference image, RegistryClient registries) {
        return image.digest() != null
                ? image.digest()
                : registries
                        .find(image, session.operation())
                        .orElseThrow(() -> DigestCommand.notFound(image).toException())
                        .digest();
    }

    private void foretell(CopyList.Entry entry, RegistryClient registries) {
        Digest resolved = digestOf(entry.source(), registries);
        Digest digest = extent.platforms().isEmpty()
                ? resolved
                : new ImageCopier(registries)
                        .select(entry.source().repository(), resolved, extent.platforms(), session.operation())
                        .digest();
        Optional<Digest> present =
                registries.find(entry.destination(), session.operation()).map(ManifestInfo::digest);
        String would = present.isEmpty()
                ? "would be written with " + digest
                : present.get().equals(digest)
                        ? "is in place with " + digest
                        : "would be re-pointed from " + present.get() + " to " + digest;
        if (session.json()) {
            session.print(Session.object()
                    .put("destination", entry.destination().toString())
                    .put("digest", digest.toString())
                    .put("present", present.map(Digest::toString).orElse(null))
                    .put("dryRun", true));
        } else {
            session.terminal().data(entry.destination() + " " + would);
        }
    }

    private void tell(CopyList.Entry entry, CopyReport report, long requests, double seconds) {
        ImageReference digestRef = entry.destination().repository().at(report.digest());
        if (session.json()) {
            session.print(json(digestRef, report, requests, seconds));
        } else {
            session.terminal().data(digestRef.toString());
            session.terminal()
                    .note(entry.destination() + ": " + report.describe() + " "
                            + String.format(Locale.ROOT, "(%d requests, %.1f s)", requests, seconds));
        }
    }

    private static ObjectNode json(ImageReference digestRef, CopyReport report, long requests, double seconds) {
        ObjectNode result = Session.object()
                .put("digest", report.digest().toString())
                .put("digestRef", digestRef.toString())
                .put("outcome", report.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("requests", requests)
                .put("bytesCopied", report.bytes());
        result.putObject("blobs")
                .put("copied", report.copied())
                .put("mounted", report.mounted())
                .put("skipped", report.skipped());
        return result.put("seconds", Math.round(seconds * 1000) / 1000.0);
    }
}
