package dev.imagesync.testkit.fake;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v2/<name>/blobs/<digest>}. */
final class Blobs implements Endpoint {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final Storage storage;
    private final FakeOptions options;

    Blobs(Storage storage, FakeOptions options) {
        this.storage = storage;
        this.options = options;
    }

    @Override
    public Response answer(Request request, String repository, String digest) {
        Digests.checked(digest);
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request, repository, digest);
            case "DELETE" -> delete(repository, digest);
            default -> Endpoint.unsupported(request);
        };
    }

    private Response get(Request request, String repository, String digest) {
        byte[] blob = storage.existing(repository).blobs().get(digest);
        if (blob == null) {
            throw SpecError.BLOB_UNKNOWN.refused("no blob " + digest);
        }
        Response whole = Response.of(200)
                .with("Content-Type", "application/octet-stream")
                .with("Accept-Ranges", "bytes")
                .with(Response.DIGEST, digest)
                .with(blob);
        Matcher range = RANGE.matcher(request.header("Range").orElse(""));
        return request.method().equals("GET") && range.matches() ? part(whole, range.group(1), range.group(2)) : whole;
    }

    /** The part of a body that a Range asks for (RFC 9110, 14.1.2). */
    private static Response part(Response whole, String from, String to) {
        int length = whole.body().length;
        boolean isSuffix = from.isEmpty();
        int first = isSuffix ? Math.max(0, length - Integer.parseInt(to)) : Integer.parseInt(from);
        int last = isSuffix || to.isEmpty() ? length - 1 : Math.min(Integer.parseInt(to), length - 1);
        if (first >= length || last < first) {
            return SpecError.RANGE_INVALID.response("there are " + length + " bytes");
        }
        return new Response(206, whole.headers(), Arrays.copyOfRange(whole.body(), first, last + 1))
                .with("Content-Range", "bytes " + first + "-" + last + "/" + length);
    }

    private Response delete(String repository, String digest) {
        if (options.deletes() == FakeOptions.Deletes.NOTHING) {
            throw SpecError.UNSUPPORTED.refused("deletes are disabled");
        }
        if (storage.existing(repository).blobs().remove(digest) == null) {
            throw SpecError.BLOB_UNKNOWN.refused("no blob " + digest);
        }
        return Response.of(202);
    }
}
