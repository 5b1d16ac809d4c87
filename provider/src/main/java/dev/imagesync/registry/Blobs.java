package dev.imagesync.registry;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.transport.Answer;
import dev.imagesync.transport.Call;
import dev.imagesync.transport.Cancellation;
import dev.imagesync.transport.Refusal;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** {@code /v2/<name>/blobs/...}: HEAD and GET of a blob, and its upload. Thread-safe. */
final class Blobs {

    private static final String TOO_LARGE = "the blob may be too large for the registry or a proxy in front of it";

    private final Transport transport;

    Blobs(Transport transport) {
        this.transport = transport;
    }

    private static String path(Repository repository, String rest) {
        return "/v2/" + repository.path() + "/blobs/" + rest;
    }

    boolean exists(Repository repository, Digest digest, Cancellation cancellation) {
        Call call = Call.to("HEAD", path(repository, digest.toString()), Scope.push(repository), "the blob " + digest);
        try (Answer answer = transport.send(call, cancellation)) {
            return switch (answer.status()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw Refusal.unexpected(answer);
            };
        }
    }

    /** The open answer to the GET of a blob, its body unread. */
    Answer get(Repository repository, Digest digest, Cancellation cancellation) {
        Call call = Call.to("GET", path(repository, digest.toString()), Scope.pull(repository), "the blob " + digest);
        Answer answer = transport.send(call, cancellation);
        if (answer.status() == 200) {
            return answer;
        }
        if (answer.status() != 404) {
            throw Refusal.unexpected(answer);
        }
        try (answer) {
            throw new Problem(
                            Code.CONTENT_MISSING,
                            call.describe(),
                            Refusal.of(answer).words(),
                            null,
                            "push the image to " + repository + " again: it is not complete there")
                    .toException();
        }
    }

    /**
     * The open answer to the GET of the rest of a blob, its body at this offset. A registry that knows no ranges sends it all
     * again, and the part that came before is read over.
     */
    Answer getFrom(Repository repository, Digest digest, long offset, Cancellation cancellation) {
        Call call = Call.to(
                        "GET",
                        path(repository, digest.toString()),
                        Scope.pull(repository),
                        "the rest of the blob " + digest)
                .with("Range", "bytes=" + offset + "-");
        Answer answer = transport.send(call, cancellation);
        String range = answer.header("Content-Range").orElse("");
        if (answer.status() == 206 && range.startsWith("bytes " + offset + "-")) {
            return answer;
        }
        if (answer.status() != 200) {
            throw Refusal.unexpected(answer);
        }
        try {
            answer.body().skipNBytes(offset);
            return answer;
        } catch (IOException e) {
            answer.close();
            throw new Problem(Code.CONNECTION_BROKE, call.describe(), e.getMessage(), null, "try again").toException(e);
        }
    }

    /**
     * Begins an upload, and asks for a mount first if there is a repository to mount from. A registry that refuses the
     * mount is asked again without it: many answer 4xx to a mount that they do not like.
     */
    UploadStart start(Repository repository, Digest digest, @Nullable Repository from, Cancellation cancellation) {
        String path = path(repository, "uploads/");
        if (from != null) {
            Call mount = Call.to(
                    "POST",
                    path + "?mount=" + digest + "&from=" + from.path(),
                    Scope.mount(repository, from),
                    "mount the blob " + digest);
            try (Answer answer = transport.send(mount, cancellation)) {
                if (answer.status() == 201) {
                    return new UploadStart.Mounted();
                }
                if (answer.status() == 202) {
                    return session(answer);
                }
            }
        }
        Call post = Call.to("POST", path, Scope.push(repository), "begin the upload of " + digest);
        try (Answer answer = transport.send(post, cancellation)) {
            if (answer.status() == 202) {
                return session(answer);
            }
            throw WriteRefusal.of(answer, Code.UPLOAD_REFUSED, TOO_LARGE);
        }
    }

    private static UploadStart.Session session(Answer answer) {
        String location = answer.header("Location").orElse("");
        try {
            if (!location.isEmpty()) {
                return new UploadStart.Session(answer.address().resolve(location));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: an address that is none is as bad as a missing one.
        }
        throw new Problem(
                        Code.UNEXPECTED_ANSWER,
                        answer.call().describe(),
                        "202 without a usable Location header",
                        null,
                        "ask whoever runs " + answer.call().registry())
                .toException();
    }

    /** Sends all bytes of a blob in one request and commits it. */
    void put(
            Repository repository,
            Digest digest,
            UploadStart.Session session,
            HttpEntity body,
            Cancellation cancellation) {
        String address = session.address().toString();
        URI target = URI.create(address + (address.contains("?") ? "&" : "?") + "digest=" + digest);
        Call call = new Call(
                "PUT",
                repository.registry(),
                target,
                Scope.push(repository),
                Map.of("Content-Type", "application/octet-stream"),
                body,
                "upload the blob " + digest);
        try (Answer answer = transport.send(call, cancellation)) {
            if (answer.status() != 201 && answer.status() != 204) {
                throw WriteRefusal.of(answer, Code.UPLOAD_REFUSED, TOO_LARGE);
            }
        }
    }

    /** Tells the registry that a session is given up. Its answer does not matter: sessions expire by themselves. */
    void cancel(Repository repository, UploadStart.Session session, Cancellation cancellation) {
        Call call = new Call(
                "DELETE",
                repository.registry(),
                session.address(),
                Scope.push(repository),
                Map.of(),
                null,
                "give up an upload");
        transport.send(call, cancellation).close();
    }
}
