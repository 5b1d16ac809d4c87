package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Notice;
import dev.imagesync.behaviour.OnUnreachable;
import dev.imagesync.operation.Operation;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Tells notices, each once a run for a resource, or makes errors of them where the user wants that. Thread-safe. */
final class NoticeTeller {

    private final RunMemory run;
    private final OnUnreachable onUnreachable;

    NoticeTeller(RunMemory run, OnUnreachable onUnreachable) {
        this.run = run;
        this.onUnreachable = onUnreachable;
    }

    /** The error that a notice is by {@code onUnreachable: fail}. */
    Optional<Problem> refusal(Notice notice) {
        return notice.kind().isUnreachable() && onUnreachable == OnUnreachable.FAIL
                ? Optional.of(Problem.ofInput(
                        Code.HOST_UNREACHABLE,
                        notice.text(),
                        "bring the registry back, or set {onUnreachable} to warn to keep what is there"))
                : Optional.empty();
    }

    /**
     * Tells all of them.
     *
     * @throws ImagesyncException IS3001 for the first that is an error by {@code onUnreachable: fail}
     */
    void tell(List<Notice> notices, Operation operation) {
        for (Notice notice : notices) {
            refusal(notice).ifPresent(problem -> {
                throw problem.toException();
            });
            tell(notice, operation);
        }
    }

    /** Tells one that is no error in any case. */
    void tell(Notice notice, Operation operation) {
        if (run.isNewTo(operation.resource(), notice)) {
            switch (notice.kind().severity()) {
                case INFO -> operation.feedback().info(notice.text());
                case WARNING ->
                    operation
                            .feedback()
                            .warn(new Warning(
                                    notice.kind().summary(),
                                    notice.kind().property().label(),
                                    notice.text()));
            }
        }
    }
}
