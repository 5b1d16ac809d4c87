package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Timing;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies images. Content first, then the manifests from the leaves to the root, and the tag last, so that a tag never points
 * at an image that is not whole; then the tag is read back. Thread-safe.
 */
public final class ImageCopier {

    private static final int BLOBS_AT_A_TIME = 4;

    private final RegistryClient client;
    private final Timing.Pauses pauses;

    public ImageCopier(RegistryClient client) {
        this(client, Timing.DEFAULTS.pauses());
    }

    /** @param pauses waits before a blob is tried again */
    public ImageCopier(RegistryClient client, Timing.Pauses pauses) {
        this.client = client;
        this.pauses = pauses;
    }

    /**
     * Makes a tag point at a digest of the source, copying what the destination lacks.
     *
     * @param source the repository that has the digest
     * @param root the digest to copy; tags of the source are never asked
     * @param destination the tag to write
     */
    public CopyReport copy(
            Repository source,
            Digest root,
            ImageReference destination,
            CopyListener listener,
            Cancellation cancellation) {
        Optional<ManifestInfo> present = client.find(destination, cancellation);
        if (present.isPresent() && present.get().digest().equals(root)) {
            return CopyReport.without(
                    CopyReport.Outcome.ALREADY_THERE, present.get().mediaType());
        }
        Manifest manifest = client.manifest(source.at(root), cancellation).orElseThrow(() -> gone(source, root));
        if (client.find(destination.repository().at(root), cancellation).isPresent()) {
            tag(destination, manifest, cancellation);
            return CopyReport.without(CopyReport.Outcome.TAGGED, manifest.mediaType());
        }
        return copyContent(source, manifest, destination, listener, cancellation);
    }

    /**
     * Makes a tag point at a digest that its repository has already.
     *
     * @return the media type, or empty if the repository does not have the digest
     */
    public Optional<String> retag(ImageReference destination, Digest digest, Cancellation cancellation) {
        Optional<Manifest> manifest = client.manifest(destination.repository().at(digest), cancellation);
        manifest.ifPresent(found -> tag(destination, found, cancellation));
        return manifest.map(Manifest::mediaType);
    }

    private CopyReport copyContent(
            Repository source,
            Manifest root,
            ImageReference destination,
            CopyListener listener,
            Cancellation cancellation) {
        Repository target = destination.repository();
        ImageGraph graph = ImageGraph.load(
                client,
                source,
                root,
                digest -> client.find(target.at(digest), cancellation).isPresent(),
                cancellation);
        graph.foreign().forEach(layer -> listener.leftOut(layer.digest() + " (" + layer.mediaType() + ")"));

        BlobCopier blobs = new BlobCopier(client, source, target, listener, pauses);
        AtomicInteger copied = new AtomicInteger();
        AtomicInteger mounted = new AtomicInteger();
        AtomicInteger skipped = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        FailFast.forEach(graph.blobs(), BLOBS_AT_A_TIME, cancellation, (Descriptor blob, Cancellation inner) -> {
            switch (blobs.copy(blob, inner)) {
                case SKIPPED -> skipped.incrementAndGet();
                case MOUNTED -> mounted.incrementAndGet();
                case COPIED -> {
                    copied.incrementAndGet();
                    bytes.addAndGet(blob.size());
                }
            }
        });
        for (Manifest manifest : graph.manifests()) {
            if (!manifest.digest().equals(root.digest())) {
                client.write(target.at(manifest.digest()), manifest, cancellation);
            }
        }
        tag(destination, root, cancellation);
        return new CopyReport(
                CopyReport.Outcome.COPIED, root.mediaType(), copied.get(), mounted.get(), skipped.get(), bytes.get());
    }

    private void tag(ImageReference destination, Manifest manifest, Cancellation cancellation) {
        client.write(destination, manifest, cancellation);
        Optional<Digest> now = client.find(destination, cancellation).map(ManifestInfo::digest);
        if (now.isEmpty() || !now.get().equals(manifest.digest())) {
            throw new Problem(
                            Code.NOT_VERIFIED,
                            "read back " + destination,
                            "wrote " + manifest.digest() + ", found "
                                    + now.map(Digest::toString).orElse("nothing"),
                            null,
                            "find out who else writes this tag, or why the registry does not keep what it accepted")
                    .toException();
        }
    }

    private static RuntimeException gone(Repository source, Digest root) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        source.at(root) + " is not in its registry (any more)",
                        "run the command again, so that the tag of the source is resolved afresh; if the digest is pinned,"
                                + " pin one that exists")
                .toException();
    }
}
