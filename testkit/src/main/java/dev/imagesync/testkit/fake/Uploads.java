package dev.imagesync.testkit.fake;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * {@code /v2/<name>/blobs/uploads/}. The address of an upload changes with every chunk, so that a client that makes up
 * addresses instead of following them fails.
 */
final class Uploads implements Endpoint {

    private final Storage storage;
    private final FakeOptions options;
    private final BiPredicate<Request, String> mayPull;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param mayPull whether the sender of a request may pull from a repository, so that a blob may be mounted from it */
    Uploads(Storage storage, FakeOptions options, BiPredicate<Request, String> mayPull) {
        this.storage = storage;
        this.options = options;
        this.mayPull = mayPull;
    }

    private record Session(String id, String repository, ByteArrayOutputStream content) {

        /** The address at which this upload goes on. */
        String location() {
            return "/v2/" + repository + "/blobs/uploads/" + id + "?state=" + content.size();
        }

        Response describedBy(Response response) {
            return response.with("Location", location()).with("Range", "0-" + Math.max(0, content.size() - 1));
        }
    }

    /** How many uploads were begun and neither committed nor given up. */
    int open() {
        return sessions.size();
    }

    @Override
    public Response answer(Request request, String repository, String id) {
        if (id.isEmpty()) {
            return request.method().equals("POST") ? begin(request, repository) : Endpoint.unsupported(request);
        }
        Session session = sessions.get(id);
        if (session == null || !session.repository().equals(repository)) {
            throw SpecError.BLOB_UPLOAD_UNKNOWN.refused("no upload " + id);
        }
        return switch (request.method()) {
            case "GET" -> session.describedBy(Response.of(204));
            case "PATCH" -> append(request, session).orElseGet(() -> session.describedBy(Response.of(202)));
            case "PUT" -> append(request, session).orElseGet(() -> commit(request, session));
            case "DELETE" -> {
                sessions.remove(id);
                yield Response.of(204);
            }
            default -> Endpoint.unsupported(request);
        };
    }

    private Response begin(Request request, String repository) {
        Storage.Repository target = storage.pushed(repository);
        Optional<String> mount = request.parameter("mount").map(Digests::checked);
        Optional<byte[]> mounted =
                mount.filter(digest -> options.mounts()).flatMap(digest -> findToMount(request, digest));
        if (mounted.isPresent()) {
            return stored(target, repository, mount.orElseThrow(), mounted.get());
        }
        Optional<String> whole = request.parameter("digest");
        if (whole.isPresent()) {
            return stored(target, repository, Digests.checked(whole.get(), request.body()), request.body());
        }
        Session session = new Session(UUID.randomUUID().toString(), repository, new ByteArrayOutputStream());
        sessions.put(session.id(), session);
        return session.describedBy(Response.of(202));
    }

    private Optional<byte[]> findToMount(Request request, String digest) {
        Optional<String> from = request.parameter("from");
        if (from.isEmpty()) {
            return storage.blobAnywhere(digest);
        }
        return from.filter(name -> mayPull.test(request, name))
                .flatMap(storage::find)
                .flatMap(repository -> Optional.ofNullable(repository.blobs().get(digest)));
    }

    private static Response stored(Storage.Repository target, String repository, String digest, byte[] bytes) {
        target.blobs().put(digest, bytes);
        return Response.of(201)
                .with("Location", "/v2/" + repository + "/blobs/" + digest)
                .with(Response.DIGEST, digest);
    }

    /** Appends a chunk; the answer if it does not belong there. */
    private static Optional<Response> append(Request request, Session session) {
        int size = session.content().size();
        String range = request.header("Content-Range").orElse(size + "-" + (size + request.body().length - 1));
        boolean fits = range.equals(size + "-" + (size + request.body().length - 1));
        if (!fits) {
            return Optional.of(session.describedBy(SpecError.RANGE_INVALID.response("the next byte is " + size)));
        }
        if (!request.parameter("state").equals(Optional.of(String.valueOf(size)))) {
            throw SpecError.BLOB_UPLOAD_INVALID.refused("not the address that the last answer gave");
        }
        session.content().writeBytes(request.body());
        return Optional.empty();
    }

    private Response commit(Request request, Session session) {
        sessions.remove(session.id());
        byte[] bytes = session.content().toByteArray();
        String digest = Digests.checked(request.parameter("digest").orElse(""), bytes);
        return stored(storage.pushed(session.repository()), session.repository(), digest, bytes);
    }
}
