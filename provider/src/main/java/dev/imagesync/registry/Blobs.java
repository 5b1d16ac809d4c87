package dev.imagesync.registry;

import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.transport.Body;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.net.URI;
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

    boolean exists(Repository repository, Digest digest, Operation operation) {
        Request request =
                Request.to("HEAD", path(repository, digest.toString()), Scope.push(repository), "the blob " + digest);
        try (Response response = transport.send(request, operation)) {
            return switch (response.status()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw RegistryError.unexpected(response);
            };
        }
    }

    /** The open response to the GET of a blob, its body unread. */
    Response get(Repository repository, Digest digest, Operation operation) {
        Request request =
                Request.to("GET", path(repository, digest.toString()), Scope.pull(repository), "the blob " + digest);
        Response response = transport.send(request, operation);
        if (response.status() == 200) {
            return response;
        }
        if (response.status() != 404) {
            throw RegistryError.unexpected(response);
        }
        try (response) {
            throw new Problem(
                            Code.CONTENT_MISSING,
                            request.describe(),
                            RegistryError.of(response).words(),
                            null,
                            "push the image to " + repository + " again: it is not complete there")
                    .toException();
        }
    }

    /**
     * The open response to the GET of the rest of a blob, its body at this offset. A registry that knows no ranges sends it all
     * again, and the part that came before is read over.
     */
    Response getFrom(Repository repository, Digest digest, long offset, Operation operation) {
        Request request = Request.to(
                        "GET",
                        path(repository, digest.toString()),
                        Scope.pull(repository),
                        "the rest of the blob " + digest)
                .with("Range", "bytes=" + offset + "-");
        Response response = transport.send(request, operation);
        String range = response.header("Content-Range").orElse("");
        if (response.status() == 206 && range.startsWith("bytes " + offset + "-")) {
            return response;
        }
        if (response.status() != 200) {
            throw RegistryError.unexpected(response);
        }
        try {
            response.body().skipNBytes(offset);
            return response;
        } catch (IOException e) {
            response.close();
            throw new Problem(Code.CONNECTION_BROKE, request.describe(), e.getMessage(), null, "try again")
                    .toException(e);
        }
    }

    /**
     * Begins an upload, and asks for a mount first if there is a repository to mount from. A registry that refuses the
     * mount is asked again without it: many answer 4xx to a mount that they do not like.
     */
    UploadStart start(Repository repository, Digest digest, @Nullable Repository from, Operation operation) {
        String path = path(repository, "uploads/");
        if (from != null) {
            Request mount = Request.to(
                    "POST",
                    path + "?mount=" + digest + "&from=" + from.path(),
                    Scope.mount(repository, from),
                    "mount the blob " + digest);
            try (Response response = transport.send(mount, operation)) {
                if (response.status() == 201) {
                    return new UploadStart.Mounted();
                }
                if (response.status() == 202) {
                    return session(response);
                }
            }
        }
        Request post = Request.to("POST", path, Scope.push(repository), "begin the upload of " + digest);
        try (Response response = transport.send(post, operation)) {
            if (response.status() == 202) {
                return session(response);
            }
            throw WriteError.of(response, Code.UPLOAD_REFUSED, TOO_LARGE);
        }
    }

    private static UploadStart.Session session(Response response) {
        String location = response.header("Location").orElse("");
        if (!location.isBlank()) {
            return new UploadStart.Session(response.supplied(location));
        }
        throw new Problem(
                        Code.UNEXPECTED_ANSWER,
                        response.request().describe(),
                        "202 without a Location header",
                        null,
                        "ask whoever runs " + response.request().registry())
                .toException();
    }

    /** Sends all bytes of a blob in one request and commits it. */
    void put(Repository repository, Digest digest, UploadStart.Session session, Body body, Operation operation) {
        String address = session.address().toString();
        URI target = URI.create(address + (address.contains("?") ? "&" : "?") + "digest=" + digest);
        Request request = Request.to("PUT", target.toString(), Scope.push(repository), "upload the blob " + digest)
                .with(body);
        try (Response response = transport.send(request, operation)) {
            if (response.status() != 201 && response.status() != 204) {
                throw WriteError.of(response, Code.UPLOAD_REFUSED, TOO_LARGE);
            }
        }
    }

    /** Tells the registry that a session is given up. Its response does not matter: sessions expire by themselves. */
    void cancel(Repository repository, UploadStart.Session session, Operation operation) {
        Request request =
                Request.to("DELETE", session.address().toString(), Scope.push(repository), "give up an upload");
        transport.send(request, operation).close();
    }
}
