package dev.imagesync.testkit.fake;

/** The errors of the OCI distribution spec, and the status that each of them comes with. */
enum SpecError {
    BLOB_UNKNOWN(404),
    BLOB_UPLOAD_INVALID(400),
    BLOB_UPLOAD_UNKNOWN(404),
    DIGEST_INVALID(400),
    MANIFEST_BLOB_UNKNOWN(400),
    MANIFEST_INVALID(400),
    MANIFEST_UNKNOWN(404),
    NAME_INVALID(400),
    NAME_UNKNOWN(404),
    RANGE_INVALID(416),
    SIZE_INVALID(413),
    TAG_INVALID(409),
    UNAUTHORIZED(401),
    UNSUPPORTED(405);

    private final int status;

    SpecError(int status) {
        this.status = status;
    }

    /** The answer with this error. */
    Response response(String message) {
        return Response.json(
                status,
                "{\"errors\":[{\"code\":\"" + name() + "\",\"message\":\"" + message.replace("\"", "'") + "\"}]}");
    }

    /** The exception that becomes {@link #response}. */
    Refused refused(String message) {
        return new Refused(response(message));
    }

    /** Ends the handling of a request with an answer. */
    static final class Refused extends RuntimeException {
        private final transient Response response;

        private Refused(Response response) {
            super(String.valueOf(response.status()), null, false, false);
            this.response = response;
        }

        Response response() {
            return response;
        }
    }
}
