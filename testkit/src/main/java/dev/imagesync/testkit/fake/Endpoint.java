package dev.imagesync.testkit.fake;

/** One family of paths of the distribution API. */
@FunctionalInterface
interface Endpoint {

    /**
     * Answers a request.
     *
     * @param repository the name of the repository in the path
     * @param reference the last part of the path: a tag, a digest or the id of an upload; may be empty
     */
    Response answer(Request request, String repository, String reference);

    /** The answer to a method that there is not. */
    static Response unsupported(Request request) {
        return SpecError.UNSUPPORTED.response(request.method() + " is not supported here");
    }
}
