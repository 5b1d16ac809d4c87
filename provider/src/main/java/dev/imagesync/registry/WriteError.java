package dev.imagesync.registry;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Response;
import java.util.Locale;
import java.util.Set;

/** Why a registry did not take what was written, with the cure: registries tell the common reasons by very different words. */
final class WriteError {

    /** The statuses that are about what was written; others have their meaning already. */
    private static final Set<Integer> ABOUT_CONTENT = Set.of(400, 404, 409, 412, 413, 416);

    private WriteError() {}

    /**
     * The exception for a response to a write.
     *
     * @param otherwise the code where no common reason is recognised
     * @param guess what may be the reason then
     */
    static ImagesyncException of(Response response, Code otherwise, String guess) {
        RegistryError error = RegistryError.of(response);
        Problem problem = error.toProblem(response);
        Repository repository = response.request().scope().repository();
        if (isImmutable(error)) {
            return because(
                    Code.TAG_IMMUTABLE,
                    problem,
                    "write another tag, or let tags of " + repository + " be overwritten in the registry's settings");
        }
        if (!ABOUT_CONTENT.contains(error.status())) {
            return problem.toException();
        }
        if (isMissing(error)) {
            return because(
                    Code.REPOSITORY_MISSING,
                    problem,
                    "create " + repository + " first: this registry does not do so by itself (ECR: `aws ecr"
                            + " create-repository`, Harbor: a project)");
        }
        return because(otherwise, problem, "see the registry's words: " + guess);
    }

    private static ImagesyncException because(Code code, Problem problem, String next) {
        return new Problem(code, problem.doing(), problem.answer(), problem.credential(), next).toException();
    }

    /** ECR: 400 ImageTagAlreadyExistsException; Harbor: 412 PRECONDITION, "configured as immutable". */
    private static boolean isImmutable(RegistryError error) {
        String words = error.words().toLowerCase(Locale.ROOT);
        return words.contains("immutable")
                || words.contains("tagalreadyexists")
                || words.contains("tag_already_exists");
    }

    /** ECR: 404 NAME_UNKNOWN, "The repository with name ... does not exist"; Harbor: 404 NOT_FOUND, "project ... not found". */
    private static boolean isMissing(RegistryError error) {
        return error.codes().contains("NAME_UNKNOWN")
                || (error.status() == 404 && error.words().contains("project"));
    }
}
