package dev.imagesync.problem;

import org.jspecify.annotations.Nullable;

/** The one exception of this program: a {@link Problem} on its way to the user. */
public final class ImagesyncException extends RuntimeException {

    private final Problem problem;

    ImagesyncException(Problem problem, @Nullable Throwable cause) {
        super(Term.spell(problem.render(), Term::label), cause);
        this.problem = problem;
    }

    /** What went wrong. */
    public Problem problem() {
        return problem;
    }

    /** The code of {@link #problem()}. */
    public Code code() {
        return problem.code();
    }
}
