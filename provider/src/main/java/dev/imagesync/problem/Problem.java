package dev.imagesync.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, complete enough to act on. Never holds a secret. Its texts hold {@linkplain Term terms} in braces, which
 * the door spells that shows them.
 *
 * @param code what kind of problem
 * @param doing what was being done, or what was looked at: a request, an input and its value
 * @param answer what the other side said, in its own words; null where nobody answered
 * @param credential which credential was used and where it came from; null where none mattered
 * @param next what the reader can do about it, as a statement
 */
public record Problem(Code code, String doing, @Nullable String answer, @Nullable String credential, String next) {

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(doing, "doing");
        Objects.requireNonNull(next, "next");
    }

    /** A problem of the user's input, which no registry was asked about. */
    public static Problem ofInput(Code code, String doing, String next) {
        return new Problem(code, doing, null, null, next);
    }

    /** The same problem, told with the credential that was used. */
    public Problem withCredential(String origin) {
        return new Problem(code, doing, answer, origin, next);
    }

    /** The same problem with another next step, for a place that knows better what to do. */
    public Problem withNext(String step) {
        return new Problem(code, doing, answer, credential, step);
    }

    /** The same problem, told with the place in the user's input where it was found. */
    public Problem at(Object place) {
        return new Problem(code, place + ": " + doing, answer, credential, next);
    }

    /** The exception that carries this problem. */
    public ImagesyncException toException() {
        return new ImagesyncException(this, null);
    }

    /** The exception that carries this problem and what caused it. */
    public ImagesyncException toException(Throwable cause) {
        return new ImagesyncException(this, cause);
    }

    /** The problem on one line: {@code summary: what was done (answer); next step [IS1001]}. */
    public String oneLine() {
        StringBuilder line = new StringBuilder(code.summary()).append(": ").append(doing);
        if (answer != null) {
            line.append(" (").append(answer).append(')');
        }
        return line.append("; ")
                .append(next)
                .append(" [")
                .append(code.id())
                .append(']')
                .toString();
    }

    /** The problem as a block of lines: summary, then what was done, answered and used, then the next step. */
    public String render() {
        StringBuilder block = new StringBuilder("[" + code.id() + "] " + code.summary());
        line(block, "doing", doing);
        line(block, "answer", answer);
        line(block, "used", credential);
        line(block, "next", next);
        return block.toString();
    }

    private static void line(StringBuilder block, String name, @Nullable String value) {
        if (value != null) {
            block.append("\n  ")
                    .append(name)
                    .append(" ".repeat(9 - name.length()))
                    .append(value);
        }
    }
}
