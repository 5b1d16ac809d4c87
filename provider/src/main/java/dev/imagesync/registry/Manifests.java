package dev.imagesync.registry;

import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.transport.Body;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.util.Optional;

/** {@code /v2/<name>/manifests/<reference>}: HEAD, GET, PUT and DELETE. Thread-safe. */
final class Manifests {

    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    private final Transport transport;
    private final AbsenceProof absence;

    Manifests(Transport transport, AbsenceProof absence) {
        this.transport = transport;
        this.absence = absence;
    }

    private static String path(ImageReference reference) {
        return "/v2/" + reference.repository().path() + "/manifests/" + reference.pathPart();
    }

    private static Request read(String method, ImageReference reference) {
        return Request.to(method, path(reference), Scope.pull(reference.repository()), "the manifest of " + reference)
                .with("Accept", MediaTypes.ACCEPT);
    }

    /** One HEAD for who writes next, with the permission that the writing needs; a 404 is believed. */
    Optional<ManifestInfo> findForWrite(ImageReference reference, Operation operation) {
        Request request = Request.to(
                        "HEAD", path(reference), Scope.push(reference.repository()), "the manifest of " + reference)
                .with("Accept", MediaTypes.ACCEPT);
        try (Response response = transport.send(request, operation)) {
            return switch (response.status()) {
                case 200 -> info(reference, response).or(() -> byGet(reference, operation));
                case 404 -> Optional.empty();
                case 400, 405, 501 -> byGet(reference, operation);
                default -> throw RegistryError.unexpected(response);
            };
        }
    }

    private static Optional<ManifestInfo> info(ImageReference reference, Response response) {
        return Optional.ofNullable(reference.digest())
                .or(() -> digestOf(response))
                .map(digest -> new ManifestInfo(
                        digest,
                        MediaTypes.ofHeader(response.header("Content-Type").orElse(null))));
    }

    /**
     * One HEAD; a GET as well where the registry does not tell the digest by HEAD, or has no HEAD, or says that there is nothing,
     * which only the body of a GET can prove. Empty only if proven absent. Who refuses a HEAD refuses a GET as well.
     */
    Optional<ManifestInfo> head(ImageReference reference, Operation operation) {
        try (Response response = transport.send(read("HEAD", reference), operation)) {
            return switch (response.status()) {
                case 200 -> info(reference, response).or(() -> byGet(reference, operation));
                // HEAD has no body to prove absence with, and some registries do not have it at all.
                case 400, 404, 405, 501 -> byGet(reference, operation);
                default -> throw RegistryError.unexpected(response);
            };
        }
    }

    private Optional<ManifestInfo> byGet(ImageReference reference, Operation operation) {
        return get(reference, operation).map(manifest -> new ManifestInfo(manifest.digest(), manifest.mediaType()));
    }

    /** The manifest, its digest checked against the bytes. Empty only if proven absent. */
    Optional<Manifest> get(ImageReference reference, Operation operation) {
        return transport.send(read("GET", reference), operation, response -> {
            if (response.status() == 404) {
                absence.prove(response, operation);
                return Optional.empty();
            }
            if (response.status() != 200) {
                throw RegistryError.unexpected(response);
            }
            byte[] bytes = body(response, reference);
            String contentType = response.header("Content-Type").orElse("");
            Digest expected = reference.digest() != null
                    ? reference.digest()
                    : digestOf(response).orElseGet(() -> Digest.of(Digest.Algorithm.SHA256, bytes));
            return Optional.of(Manifest.verified(bytes, contentType, expected));
        });
    }

    private static byte[] body(Response response, ImageReference reference) throws IOException {
        byte[] bytes = response.bodyUpTo(Manifest.MAX_SIZE + 1);
        if (bytes.length <= Manifest.MAX_SIZE) {
            return bytes;
        }
        throw Problem.ofInput(
                        Code.MANIFEST_TOO_LARGE,
                        reference + " has more than " + Manifest.MAX_SIZE + " bytes",
                        "name an image: no registry takes a manifest of this size")
                .toException();
    }

    /** The digest that the registry tells; empty as well if it is none that we know, since then it tells us nothing. */
    private static Optional<Digest> digestOf(Response response) {
        try {
            return response.header(DIGEST_HEADER).map(Digest::parse);
        } catch (ImagesyncException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes the manifest under a tag or its digest. A tag for a digest other than SHA-256 is written with the
     * {@code digest} parameter of the OCI distribution spec, since a registry assumes SHA-256 otherwise.
     *
     * @return whether the registry confirmed the digest that it stored
     */
    boolean put(ImageReference reference, Manifest manifest, Operation operation) {
        boolean needsDigest = reference.digest() == null && manifest.digest().algorithm() != Digest.Algorithm.SHA256;
        String path = path(reference) + (needsDigest ? "?digest=" + manifest.digest() : "");
        Request request = Request.to(
                        "PUT", path, Scope.push(reference.repository()), "write the manifest of " + reference)
                .with(Body.of(manifest.bytes(), manifest.mediaType()));
        try (Response response = transport.send(request, operation)) {
            if (response.status() / 100 != 2) {
                ImagesyncException refusal = WriteError.of(
                        response, Code.MANIFEST_REFUSED, "the registry may not take manifests of this kind");
                if (isThereAlready(refusal, reference, manifest, operation)) {
                    return true;
                }
                throw refusal;
            }
            Optional<Digest> stored = digestOf(response);
            if (stored.isPresent() && !stored.get().equals(manifest.digest())) {
                throw new Problem(
                                Code.NOT_VERIFIED,
                                request.describe(),
                                "wrote " + manifest.digest() + ", the registry stored " + stored.get(),
                                null,
                                "use a registry that keeps manifests as they are, and knows "
                                        + manifest.digest().algorithm().label())
                        .toException();
            }
            return stored.isPresent();
        }
    }

    /**
     * Whether a write was refused only because it would change nothing: ECR refuses the digest that a tag has already with
     * ImageAlreadyExistsException, and in a repository of immutable tags with ImageTagAlreadyExistsException.
     */
    private boolean isThereAlready(
            ImagesyncException refusal, ImageReference reference, Manifest manifest, Operation operation) {
        String answer = String.valueOf(refusal.problem().answer());
        return (refusal.code() == Code.TAG_IMMUTABLE || answer.contains("AlreadyExists"))
                && findForWrite(reference, operation).map(ManifestInfo::digest).equals(Optional.of(manifest.digest()));
    }

    /** Deletes exactly what the reference names, a tag or a digest; never one instead of the other. */
    Deletion delete(ImageReference reference, Operation operation) {
        Request request =
                Request.to("DELETE", path(reference), Scope.delete(reference.repository()), "delete " + reference);
        try (Response response = transport.send(request, operation)) {
            if (response.status() / 100 == 2) {
                return new Deletion.Done();
            }
            RegistryError error = RegistryError.of(response);
            return switch (response.status()) {
                case 404 -> {
                    if (error.isRegistryError()) {
                        yield new Deletion.NothingThere();
                    }
                    absence.proveRegistry(response, error, operation);
                    yield new Deletion.Unsupported(error.words());
                }
                // 400 DIGEST_INVALID is how distribution 2.8 says that it deletes by digest only.
                case 400, 405, 501 -> new Deletion.Unsupported(error.words());
                default -> throw error.toProblem(response).toException();
            };
        }
    }
}
