package dev.imagesync.registry;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.transport.Backoff;
import dev.imagesync.transport.Body;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Transport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The OCI distribution API of every registry. An empty result means proven absence; whatever else keeps a registry from
 * answering is an {@link dev.imagesync.problem.ImagesyncException}: IS2101 to IS2105 about who we are, IS3001 to IS3007 about the
 * way, IS4001 to IS4005 for what was answered; IS4008 to IS4012 where a write is refused, IS5001 to IS5005 where content is not
 * what it should be. Thread-safe.
 */
public final class RegistryClient {

    private final Transport transport;
    private final AbsenceProof absence;
    private final Manifests manifests;
    private final Blobs blobs;
    private final Tags tags;
    private final Referrers referrers;

    public RegistryClient(Transport transport) {
        this(transport, new AbsenceProof(transport));
    }

    private RegistryClient(Transport transport, AbsenceProof absence) {
        this.transport = transport;
        this.absence = absence;
        this.manifests = new Manifests(transport, absence);
        this.blobs = new Blobs(transport);
        this.tags = new Tags(transport, absence);
        this.referrers = new Referrers(transport, manifests);
    }

    /** The same client, all of whose requests share these attempts. */
    public RegistryClient within(Backoff attempts) {
        return new RegistryClient(transport.within(attempts), absence);
    }

    /** Digest and media type of a manifest, by one HEAD wherever that suffices. */
    public Optional<ManifestInfo> find(ImageReference reference, Operation operation) {
        return manifests.head(reference, operation);
    }

    /**
     * Digest and media type of a manifest that may be written next, by one HEAD. A 404 counts as absence without proof: who
     * writes finds out soon enough whether this is a registry.
     */
    public Optional<ManifestInfo> findForWrite(ImageReference reference, Operation operation) {
        return manifests.findForWrite(reference, operation);
    }

    /** Whether a repository exists; true where the registry does not tell. */
    public boolean exists(Repository repository, Operation operation) {
        return tags.exists(repository, operation);
    }

    /** A manifest, its bytes checked against its digest. */
    public Optional<Manifest> manifest(ImageReference reference, Operation operation) {
        return manifests.get(reference, operation);
    }

    /**
     * Writes a manifest under a tag or its own digest. Its content must be there already.
     *
     * @return whether the registry confirmed the digest that it stored
     */
    public boolean write(ImageReference reference, Manifest manifest, Operation operation) {
        return manifests.put(reference, manifest, operation);
    }

    /** Deletes what the reference names: one tag and nothing else, or a digest and with it all that points at it. */
    public Deletion delete(ImageReference reference, Operation operation) {
        return manifests.delete(reference, operation);
    }

    /** The list of what refers to a manifest, with all that the registry tells of each; empty if there is none. */
    public Optional<Manifest> referrersIndex(Repository repository, Digest digest, Operation operation) {
        return referrers.index(repository, digest, operation);
    }

    /** The tag that lists the referrers of a digest in registries without the referrers API. */
    public static Tag referrersTag(Digest digest) {
        return Referrers.fallbackTag(digest);
    }

    /** What refers to a manifest, by the referrers API or by the tag that stands for it where there is none. */
    public List<Descriptor> referrers(Repository repository, Digest digest, Operation operation) {
        return referrers.list(repository, digest, operation);
    }

    /** All tags of a repository. */
    public Optional<List<Tag>> tags(Repository repository, Operation operation) {
        return tags.list(repository, operation);
    }

    /** Whether a repository has a blob. */
    public boolean hasBlob(Repository repository, Digest digest, Operation operation) {
        return blobs.exists(repository, digest, operation);
    }

    /** The open response to the GET of a blob; the caller reads and closes it. Its bytes are not checked here. */
    public Response blob(Repository repository, Digest digest, Operation operation) {
        return blobs.get(repository, digest, operation);
    }

    /** The same for the rest of a blob, from this offset on. */
    public Response blobFrom(Repository repository, Digest digest, long offset, Operation operation) {
        return blobs.getFrom(repository, digest, offset, operation);
    }

    /** Begins an upload; mounts instead where {@code from}, a repository of the same registry, is given and it works. */
    public UploadStart startUpload(
            Repository repository, Digest digest, @Nullable Repository from, Operation operation) {
        return blobs.start(repository, digest, from, operation);
    }

    /** Sends a blob and commits it. */
    public void upload(
            Repository repository, Digest digest, UploadStart.Session session, Body body, Operation operation) {
        blobs.put(repository, digest, session, body, operation);
    }

    /** Gives an upload up. */
    public void cancelUpload(Repository repository, UploadStart.Session session, Operation operation) {
        blobs.cancel(repository, session, operation);
    }
}
