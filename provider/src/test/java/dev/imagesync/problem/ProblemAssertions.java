package dev.imagesync.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests say of a call that must fail. */
public final class ProblemAssertions {

    private ProblemAssertions() {}

    /** The call ends in a problem of this code; gives all that it tells the user. */
    public static AbstractStringAssert<?> assertProblem(Code code, ThrowingCallable call) {
        ImagesyncException thrown = catchThrowableOfType(ImagesyncException.class, call);
        assertThat(thrown).as("a call that must end in %s", code).isNotNull();
        assertThat(thrown.code()).as("the code of: %s", thrown.getMessage()).isEqualTo(code);
        return assertThat(thrown.getMessage());
    }
}
