package dev.imagesync.registry;

import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.Call;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Refusal;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** {@code /v2/<name>/manifests/<reference>}: HEAD, GET, PUT and DELETE. Thread-safe. */
final class Manifests {

    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    private final Transport transport;
    private final Presence presence;

    Manifests(Transport transport, Presence presence) {
        this.transport = transport;
        this.presence = presence;
    }

    private static String path(ImageReference reference) {
        return "/v2/" + reference.repository().path() + "/manifests/" + reference.pathPart();
    }

    private static Call read(String method, ImageReference reference) {
        return Call.to(method, path(reference), Scope.pull(reference.repository()), "the manifest of " + reference)
                .with("Accept", MediaTypes.ACCEPT);
    }

    /** One HEAD for who writes next, with the permission that the writing needs; a 404 is believed. */
    Optional<ManifestInfo> peek(ImageReference reference, Cancellation cancellation) {
        Call call = Call.to("HEAD", path(reference), Scope.push(reference.repository()), "the manifest of " + reference)
                .with("Accept", MediaTypes.ACCEPT);
        try (Answer answer = transport.send(call, cancellation)) {
            return switch (answer.status()) {
                case 200 -> info(reference, answer).or(() -> byGet(reference, cancellation));
                case 404 -> Optional.empty();
                default -> byGet(reference, cancellation);
            };
        }
    }

    private static Optional<ManifestInfo> info(ImageReference reference, Answer answer) {
        return Optional.ofNullable(reference.digest())
                .or(() -> digestOf(answer))
                .map(digest -> new ManifestInfo(
                        digest,
                        MediaTypes.ofHeader(answer.header("Content-Type").orElse(null))));
    }

    /** One HEAD; a GET as well where the registry does not tell the digest by HEAD. Empty only if proven absent. */
    Optional<ManifestInfo> head(ImageReference reference, Cancellation cancellation) {
        try (Answer answer = transport.send(read("HEAD", reference), cancellation)) {
            return switch (answer.status()) {
                case 200 -> info(reference, answer).or(() -> byGet(reference, cancellation));
                // HEAD has no body to tell why, and some registries do not have it at all: GET answers in words.
                default -> byGet(reference, cancellation);
            };
        }
    }

    private Optional<ManifestInfo> byGet(ImageReference reference, Cancellation cancellation) {
        return get(reference, cancellation).map(manifest -> new ManifestInfo(manifest.digest(), manifest.mediaType()));
    }

    /** The manifest, its digest checked against the bytes. Empty only if proven absent. */
    Optional<Manifest> get(ImageReference reference, Cancellation cancellation) {
        return transport.send(read("GET", reference), cancellation, answer -> {
            if (answer.status() == 404) {
                presence.prove(answer, cancellation);
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw Refusal.unexpected(answer);
            }
            byte[] bytes = body(answer, reference);
            String contentType = answer.header("Content-Type").orElse("");
            Digest expected = reference.digest() != null
                    ? reference.digest()
                    : digestOf(answer).orElseGet(() -> Digest.of(Digest.Algorithm.SHA256, bytes));
            return Optional.of(Manifest.verified(bytes, contentType, expected));
        });
    }

    private static byte[] body(Answer answer, ImageReference reference) throws IOException {
        byte[] bytes = answer.bodyUpTo(Manifest.MAX_SIZE + 1);
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
    private static Optional<Digest> digestOf(Answer answer) {
        try {
            return answer.header(DIGEST_HEADER).map(Digest::parse);
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
    boolean put(ImageReference reference, Manifest manifest, Cancellation cancellation) {
        boolean needsDigest = reference.digest() == null && manifest.digest().algorithm() != Digest.Algorithm.SHA256;
        String path = path(reference) + (needsDigest ? "?digest=" + manifest.digest() : "");
        Call call = Call.to("PUT", path, Scope.push(reference.repository()), "write the manifest of " + reference)
                .with(new ByteArrayEntity(manifest.bytes(), ContentType.create(manifest.mediaType())));
        try (Answer answer = transport.send(call, cancellation)) {
            if (answer.status() / 100 != 2) {
                throw WriteRefusal.of(
                        answer, Code.MANIFEST_REFUSED, "the registry may not take manifests of this kind");
            }
            Optional<Digest> stored = digestOf(answer);
            if (stored.isPresent() && !stored.get().equals(manifest.digest())) {
                throw new Problem(
                                Code.NOT_VERIFIED,
                                call.describe(),
                                "wrote " + manifest.digest() + ", the registry stored " + stored.get(),
                                null,
                                "use a registry that keeps manifests as they are, and knows "
                                        + manifest.digest().algorithm().label())
                        .toException();
            }
            return stored.isPresent();
        }
    }

    /** Deletes exactly what the reference names, a tag or a digest; never one instead of the other. */
    Deletion delete(ImageReference reference, Cancellation cancellation) {
        Call call = Call.to("DELETE", path(reference), Scope.delete(reference.repository()), "delete " + reference);
        try (Answer answer = transport.send(call, cancellation)) {
            if (answer.status() / 100 == 2) {
                return new Deletion.Done();
            }
            Refusal refusal = Refusal.of(answer);
            return switch (answer.status()) {
                case 404 -> {
                    if (refusal.isRegistryError()) {
                        yield new Deletion.NothingThere();
                    }
                    presence.proveRegistry(answer, refusal, cancellation);
                    yield new Deletion.Unsupported(refusal.words());
                }
                // 400 DIGEST_INVALID is how distribution 2.8 says that it deletes by digest only.
                case 400, 405, 501 -> new Deletion.Unsupported(refusal.words());
                default -> throw refusal.toProblem(answer).toException();
            };
        }
    }
}
