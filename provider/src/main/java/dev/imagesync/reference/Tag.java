package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.regex.Pattern;

/** A tag: up to 128 letters, digits, underscores, dots and dashes, not starting with a dot or a dash. */
public record Tag(String name) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    /** The tag that a reference without tag and digest means. */
    public static final Tag LATEST = new Tag("latest");

    public Tag {
        if (!NAME.matcher(name).matches()) {
            throw Problem.ofInput(
                            Code.REFERENCE_MALFORMED,
                            "\"" + name + "\" is not a tag",
                            "use up to 128 letters, digits, \"_\", \".\" and \"-\", the first not a dot or a dash")
                    .toException();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
