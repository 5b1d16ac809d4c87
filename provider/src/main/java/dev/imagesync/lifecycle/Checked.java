package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Property;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param sourceDigest the digest that this run works with; null if it is not known
 * @param failures what makes the program wrong
 */
public record Checked(@Nullable Digest sourceDigest, List<Failure> failures) {

    /** What is wrong with a property. */
    public record Failure(Property property, Problem problem) {}

    public Checked {
        failures = List.copyOf(failures);
    }
}
