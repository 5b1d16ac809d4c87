package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.IndexEdit;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.registry.RegistryClient;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Copies what refers to an image: signatures, SBOMs, attestations. Those that the OCI referrers API lists, with what refers to
 * them in turn, and those under cosign's tags ({@code sha256-<hex>.sig}, {@code .att}, {@code .sbom}). What is new is copied,
 * and nothing is removed. Thread-safe.
 */
public final class ReferrerCopier {

    /** A signature on an SBOM of an image: deeper than that nobody goes. */
    private static final int MAX_DEPTH = 3;

    private static final List<String> COSIGN_TAGS = List.of(".sig", ".att", ".sbom");

    private final RegistryClient client;
    private final ImageCopier copier;

    public ReferrerCopier(RegistryClient client, ImageCopier copier) {
        this.client = client;
        this.copier = copier;
    }

    /** Which referrers the source has and the destination has not; cosign's tags are not asked. */
    public Set<Digest> missing(Repository source, Digest subject, Repository destination, Operation operation) {
        Set<Digest> missing = digests(source, subject, operation);
        if (!missing.isEmpty()) {
            missing.removeAll(digests(destination, subject, operation));
        }
        return missing;
    }

    /**
     * Copies the referrers of an image that was copied by the same request.
     *
     * @param request whose source has a digest
     * @return how many were copied
     */
    public int copy(CopyRequest request, Operation operation) {
        Manifest root = copier.select(
                request.source().repository().at(request.source().digestOrThrow()), request.selection(), operation);
        int copied = 0;
        for (Digest subject : copier.manifestsOf(request.source().repository(), root, operation)) {
            copied += copy(request, subject, MAX_DEPTH, operation);
            copied += copyTags(request, subject, operation);
        }
        return copied;
    }

    private int copy(CopyRequest request, Digest subject, int depth, Operation operation) {
        Repository source = request.source().repository();
        Repository destination = request.destination().repository();
        Optional<Manifest> list = client.referrersIndex(source, subject, operation);
        Set<Digest> missing = missing(source, subject, destination, operation);
        if (list.isEmpty() || missing.isEmpty()) {
            return 0;
        }
        int copied = 0;
        for (Digest referrer : missing) {
            copier.copy(request.with(source.at(referrer), destination.at(referrer)), operation);
            copied++;
            if (depth > 1) {
                copied += copy(request, referrer, depth - 1, operation);
            }
        }
        listWhereNobodyDoes(list.get(), missing, subject, destination, operation);
        return copied;
    }

    /** A registry without the referrers API finds them by a tag, which the client keeps (OCI distribution spec). */
    private void listWhereNobodyDoes(
            Manifest list, Set<Digest> copied, Digest subject, Repository destination, Operation operation) {
        Set<Digest> unlisted = new HashSet<>(copied);
        unlisted.removeAll(digests(destination, subject, operation));
        if (!unlisted.isEmpty()) {
            Tag tag = RegistryClient.referrersTag(subject);
            Manifest longer = IndexEdit.with(client.manifest(destination.at(tag), operation), list, unlisted);
            boolean _ = client.write(destination.at(tag), longer, operation);
        }
    }

    private int copyTags(CopyRequest request, Digest subject, Operation operation) {
        Repository source = request.source().repository();
        Repository destination = request.destination().repository();
        int copied = 0;
        for (String suffix : COSIGN_TAGS) {
            Tag tag = new Tag(subject.algorithm().label() + "-" + subject.hex() + suffix);
            if (client.find(source.at(tag), operation).isPresent()) {
                CopyReport report = copier.copy(request.with(source.at(tag), destination.at(tag)), operation);
                copied += report.outcome() == CopyReport.Outcome.ALREADY_THERE ? 0 : 1;
            }
        }
        return copied;
    }

    private Set<Digest> digests(Repository repository, Digest subject, Operation operation) {
        return client.referrers(repository, subject, operation).stream()
                .map(Descriptor::digest)
                .collect(Collectors.toSet());
    }
}
