package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.IndexEdit;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Timing;
import java.io.IOException;
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
        this.shared = shared;
        this.pauses = pauses;
    }

    /**
     * Makes a tag point at what the source points at, copying what the destination lacks. A tag of the source is asked once:
     * all that follows goes by digest.
     */
    public CopyReport copy(
            ImageReference source, ImageReference destination, CopyListener listener, Operation operation) {
        if (source.digest() != null) {
            return copy(source.repository(), source.digest(), destination, listener, operation);
        }
        Optional<ManifestInfo> present = client.findForWrite(destination, operation);
        if (present.isPresent()) {
            // Docker Hub counts the GET of a manifest as a pull, and the HEAD not: it is worth asking whether there is
            // news.
            Digest root = client.find(source, operation)
                    .orElseThrow(() -> notFound(source))
                    .digest();
            return copy(source.repository(), root, present, destination, listener, operation);
        }
        Manifest root = client.manifest(source, operation).orElseThrow(() -> notFound(source));
        return copy(source.repository(), root, false, destination, listener, operation);
    }

    /**
     * Makes a tag point at a digest of the source, copying what the destination lacks.
     *
     * @param source the repository that has the digest
     * @param root the digest to copy; tags of the source are never asked
     * @param destination the tag to write
     */
    public CopyReport copy(
            Repository source, Digest root, ImageReference destination, CopyListener listener, Operation operation) {
        return copy(source, root, client.findForWrite(destination, operation), destination, listener, operation);
    }

    /**
     * The manifest to copy where only some platforms are wanted: an index without the others; a single image as it is, if it
     * is for one of them. Nothing is written, so that its digest can be told before.
     *
     * @throws ImagesyncException IS4013 if a platform is missing
     */
    public Manifest select(Repository source, Digest root, Set<Platform> platforms, Operation operation) {
        Manifest manifest = client.manifest(source.at(root), operation).orElseThrow(() -> gone(source, root));
        if (platforms.isEmpty()) {
            return manifest;
        }
        return switch (manifest.view()) {
            case ManifestView.Index index -> IndexEdit.trimmed(manifest, platforms);
            case ManifestView.Image image -> {
                Platform own = platformOf(source, image, operation)
                        .orElseThrow(() -> IndexEdit.missing(
                                platforms.iterator().next(),
                                source.at(root).toString(),
                                List.of("no platform at all")));
                for (Platform platform : platforms) {
                    if (!platform.includes(own)) {
                        throw IndexEdit.missing(platform, source.at(root).toString(), List.of(own.toString()));
                    }
                }
                yield manifest;
            }
        };
    }

    private Optional<Platform> platformOf(Repository source, ManifestView.Image image, Operation operation) {
        Descriptor config = image.blobs().getLast();
        try (Response response = client.blob(source, config.digest(), operation)) {
            return IndexEdit.platformOfConfig(response.bodyUpTo(Manifest.MAX_SIZE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes a tag point at this manifest, all of whose content the source has. */
    public CopyReport copy(
            Repository source, Manifest root, ImageReference destination, CopyListener listener, Operation operation) {
        Optional<ManifestInfo> present = client.findForWrite(destination, operation);
        return present.isPresent() && present.get().digest().equals(root.digest())
                ? CopyReport.without(CopyReport.Outcome.ALREADY_THERE, root.digest(), root.mediaType())
                : copy(source, root, present.isPresent(), destination, listener, operation);
    }

    /** The manifests that are copied with a root, itself among them: what referrers may refer to. */
    public Set<Digest> manifestsOf(Repository source, Manifest root, Operation operation) {
        return ImageGraph.load(client, source, root, (digest, inner) -> false, operation).levels().stream()
                .flatMap(List::stream)
                .map(Manifest::digest)
                .collect(Collectors.toSet());
    }

    private CopyReport copy(
            Repository source,
            Digest root,
            Optional<ManifestInfo> present,
            ImageReference destination,
            CopyListener listener,
            Operation operation) {
        if (present.isPresent() && present.get().digest().equals(root)) {
            return CopyReport.without(
                    CopyReport.Outcome.ALREADY_THERE, root, present.get().mediaType());
        }
        Manifest manifest = client.manifest(source.at(root), operation).orElseThrow(() -> gone(source, root));
        return copy(source, manifest, present.isPresent(), destination, listener, operation);
    }

    private CopyReport copy(
            Repository source,
            Manifest root,
            boolean tagExists,
            ImageReference destination,
            CopyListener listener,
            Operation operation) {
        Repository target = destination.repository();
        // Within one registry a single image is mounted blob by blob: to ask for them first would cost as much as to do
        // it.
        boolean justMount =
                source.registry().canonical().equals(target.registry().canonical())
                        && root.view() instanceof ManifestView.Image;
        boolean isNew = !tagExists && !justMount && !client.exists(target, operation);
        if (!isNew
                && !justMount
                && client.findForWrite(target.at(root.digest()), operation).isPresent()) {
            tag(destination, root, operation);
            return CopyReport.without(CopyReport.Outcome.TAGGED, root.digest(), root.mediaType());
        }
        ImageGraph graph = ImageGraph.load(
                client,
                source,
                root,
                (digest, inner) ->
                        !isNew && client.findForWrite(target.at(digest), inner).isPresent(),
                operation);
        graph.foreign().forEach(layer -> listener.leftOut(layer.digest() + " (" + layer.mediaType() + ")"));

        BlobCopier blobs = new BlobCopier(client, shared, source, target, isNew, listener, pauses);
        CopyCount count = copyBlobs(graph, blobs, operation);
        try {
            writeManifests(graph, destination, operation);
        } catch (ImagesyncException e) {
            if (e.code() != Code.MANIFEST_REFUSED || !count.reliedOnMemory()) {
                throw e;
            }
            // The registry may have collected what another copy brought a while ago.
            graph.blobs().forEach(blob -> shared.forget(target, blob.digest()));
            count.add(copyBlobs(graph, blobs, operation));
            writeManifests(graph, destination, operation);
        }
        return count.report(root.digest(), root.mediaType());
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
                boolean unused = client.write(target.at(manifest.digest()), manifest, inner);
            });
        }
        tag(destination, graph.levels().getLast().getFirst(), operation);
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

    private static RuntimeException gone(Repository source, Digest root) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        source.at(root) + " is not in its registry (any more)",
                        "run the command again, so that the tag of the source is resolved afresh; if the digest is pinned,"
                                + " pin one that exists")
                .toException();
    }
}
