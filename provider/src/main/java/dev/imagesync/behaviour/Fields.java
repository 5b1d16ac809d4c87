package dev.imagesync.behaviour;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named values as an engine gives them, read by the types that are expected of them. What has another type, or is refused, is
 * noted as a failure with its path; nothing is thrown. Names are in camel case; an engine that spells them otherwise translates.
 */
public interface Fields {

    /** Whether the field is set, be it to something that is not known yet. */
    boolean isSet(String name);

    /** A text; null if it is not set or not known yet. */
    @Nullable
    String text(String name);

    /** The text of a field as a message may show it: in quotes, and never a secret. */
    String shown(String name);

    Optional<Boolean> bool(String name);

    Optional<Integer> integer(String name);

    /** A list of texts; empty if it is not set or not known yet. */
    List<String> texts(String name);

    /** The objects of a map by their keys. */
    Map<String, ? extends Fields> objects(String name);

    /** Whether the field, or a part of it, is not known yet. */
    boolean isUnknown(String name);

    /** Notes that something is wrong with a field, or with a part of it such as {@code platforms[1]}. */
    void fail(String path, Problem problem);

    /** Notes that something is wrong with a field. */
    default void fail(String path, Code code, String what, String next) {
        fail(path, Problem.ofInput(code, what, next));
    }

    /** How many failures were noted so far, those of nested objects included. */
    int failureCount();

    /** Notes a failure for each field that is not one of these. */
    void refuseOthers(Collection<String> known);
}
