package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Timing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Copies images. Content first, then the manifests from the leaves to the root, and the tag last, so that a tag never points
 * at an image that is not whole; then the tag is verified. Thread-safe.
 */
public final class ImageCopier {

    private static final int BLOBS_AT_A_TIME = 4;

    private final RegistryClient client;
    private final PlatformChoice platforms;
    private final SharedBlobs shared;
    private final Timing.Pauses pauses;

    public ImageCopier(RegistryClient client) {
        this(client, new SharedBlobs());
    }

    /** @param shared what this copier shares with the others of the process */
    public ImageCopier(RegistryClient client, SharedBlobs shared) {
        this(client, shared, Timing.DEFAULTS.pauses());
    }

    /** @param pauses waits before a blob is tried again */
    public ImageCopier(RegistryClient client, SharedBlobs shared, Timing.Pauses pauses) {
        this.client = client;
        this.platforms = new PlatformChoice(client);
        this.shared = shared;
        this.pauses = pauses;
    }

    /**
     * Makes the destination point at what the source points at, or at the selected part of it, copying what the destination
     * lacks. A tag of the source is asked once: all that follows goes by digest.
     *
     * @throws ImagesyncException IS4002 if the source does not exist, IS4013 if it lacks a platform, and whatever keeps it from
     *     being read or the destination from being written
     */
    public CopyReport copy(CopyRequest request, Operation operation) {
        ImageReference source = request.source();
        Optional<ManifestInfo> present = client.findForWrite(request.destination(), operation);
        if (!request.selection().isWhole()) {
            Digest whole = resolve(source, operation);
            Manifest part = select(source.repository().at(whole), request.selection(), operation);
            return copy(request, part, present, operation).of(whole);
        }
        if (source.digest() == null && present.isEmpty()) {
            Manifest root = client.manifest(source, operation).orElseThrow(() -> notFound(source));
            return copy(request, root, present, operation);
        }
        // Docker Hub counts the GET of a manifest as a pull, and the HEAD not: it is worth asking whether there is
        // news.
        Digest root = resolve(source, operation);
        if (present.isPresent() && present.get().digest().equals(root)) {
            return CopyReport.without(
                    CopyReport.Outcome.ALREADY_THERE, root, present.get().mediaType());
        }
        return copy(request, manifest(source.repository().at(root), operation), present, operation);
    }

    private Digest resolve(ImageReference source, Operation operation) {
        return source.digest() != null
                ? source.digest()
                : client.find(source, operation)
                        .orElseThrow(() -> notFound(source))
                        .digest();
    }

    private Manifest manifest(ImageReference image, Operation operation) {
        return client.manifest(image, operation).orElseThrow(() -> gone(image));
    }

    /**
     * The manifest that is copied of an image where only some platforms are wanted: an index without the others; a single image
     * as it is, if it is for one of them. Nothing is written, so that its digest can be told before.
     *
     * @param image a repository and a digest
     * @throws ImagesyncException IS4013 if a platform is missing
     */
    public Manifest select(ImageReference image, Selection selection, Operation operation) {
        return platforms.choose(manifest(image, operation), image, selection.platforms(), operation);
    }

    /** The manifests that are copied with a root, itself among them: what referrers may refer to. */
    Set<Digest> manifestsOf(Repository source, Manifest root, Operation operation) {
        return ImageGraph.load(client, source, root, (digest, inner) -> false, operation).levels().stream()
                .flatMap(List::stream)
                .map(Manifest::digest)
                .collect(Collectors.toSet());
    }

    private CopyReport copy(CopyRequest request, Manifest root, Optional<ManifestInfo> present, Operation operation) {
        if (present.isPresent() && present.get().digest().equals(root.digest())) {
            return CopyReport.without(CopyReport.Outcome.ALREADY_THERE, root.digest(), root.mediaType());
        }
        Repository source = request.source().repository();
        Repository target = request.destination().repository();
        // Within one registry a single image is mounted blob by blob: to ask for them first would cost as much as to do
        // it.
        boolean justMount =
                source.registry().canonical().equals(target.registry().canonical())
                        && root.view() instanceof ManifestView.Image;
        boolean isNew = present.isEmpty() && !justMount && !client.exists(target, operation);
        if (!isNew
                && !justMount
                && client.findForWrite(target.at(root.digest()), operation).isPresent()) {
            tag(request.destination(), root, operation);
            return CopyReport.without(CopyReport.Outcome.TAGGED, root.digest(), root.mediaType());
        }
        ImageGraph graph = ImageGraph.load(
                client,
                source,
                root,
                (digest, inner) ->
                        !isNew && client.findForWrite(target.at(digest), inner).isPresent(),
                operation);
        graph.foreign().forEach(layer -> request.listener().leftOut(layer.digest() + " (" + layer.mediaType() + ")"));
        return copy(request, graph, isNew, operation);
    }

    private CopyReport copy(CopyRequest request, ImageGraph graph, boolean isNew, Operation operation) {
        Repository target = request.destination().repository();
        CopyCount count = copyBlobs(graph, blobs(request, isNew), operation);
        try {
            writeManifests(graph, request.destination(), operation);
        } catch (ImagesyncException e) {
            if (e.code() != Code.MANIFEST_REFUSED || !count.reliedOnMemory()) {
                throw e;
            }
            // The registry may have collected what another copy brought a while ago: every blob is looked for now.
            graph.blobs().forEach(blob -> shared.forget(target, blob.digest()));
            count.add(copyBlobs(graph, blobs(request, false), operation));
            writeManifests(graph, request.destination(), operation);
        }
        Manifest root = graph.root();
        return count.report(root.digest(), root.mediaType());
    }

    private BlobCopier blobs(CopyRequest request, boolean isNew) {
        return new BlobCopier(
                client,
                shared,
                new BlobCopier.Route(
                        request.source().repository(), request.destination().repository(), isNew),
                request.listener(),
                pauses);
    }

    private static CopyCount copyBlobs(ImageGraph graph, BlobCopier blobs, Operation operation) {
        CopyCount count = new CopyCount();
        FailFast.forEach(
                graph.blobs(),
                BLOBS_AT_A_TIME,
                operation,
                (Descriptor blob, Operation inner) -> count.add(blobs.copy(blob, inner), blob.size()));
        return count;
    }

    /** The root is written once, under its tag, and last of all. */
    private void writeManifests(ImageGraph graph, ImageReference destination, Operation operation) {
        Repository target = destination.repository();
        List<List<Manifest>> below = graph.levels().subList(0, graph.levels().size() - 1);
        for (List<Manifest> level : below) {
            FailFast.forEach(level, ImageGraph.MANIFESTS_AT_A_TIME, operation, (Manifest manifest, Operation inner) -> {
                boolean _ = client.write(target.at(manifest.digest()), manifest, inner);
            });
        }
        tag(destination, graph.root(), operation);
    }

    /**
     * Makes a tag point at a digest that its repository has already.
     *
     * @return the media type, or empty if the repository does not have the digest
     */
    public Optional<String> retag(ImageReference destination, Digest digest, Operation operation) {
        Optional<Manifest> manifest = client.manifest(destination.repository().at(digest), operation);
        manifest.ifPresent(found -> tag(destination, found, operation));
        return manifest.map(Manifest::mediaType);
    }

    /** A registry that tells what it stored is believed; one that does not is asked. */
    private void tag(ImageReference destination, Manifest manifest, Operation operation) {
        if (client.write(destination, manifest, operation)) {
            return;
        }
        Optional<Digest> now = client.find(destination, operation).map(ManifestInfo::digest);
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

    private static RuntimeException notFound(ImageReference source) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        source + " is not in its registry",
                        "check the spelling; `imagesync tags " + source.repository() + "` lists what is there")
                .toException();
    }

    private static RuntimeException gone(ImageReference image) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        image + " is not in its registry (any more)",
                        "run the command again, so that the tag of the source is resolved afresh; if the digest is pinned,"
                                + " pin one that exists")
                .toException();
    }
}
