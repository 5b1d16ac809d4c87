package dev.imagesync.tfvalues;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is known of a value before the value itself is, so that expressions over it can be decided at plan: that it is not null,
 * how it begins, in what range it lies. A provider that plans one must honour it at apply.
 *
 * @param neverNull that it is not null; false says nothing
 * @param prefix how a string begins; empty says nothing. No more than 256 bytes are kept: Terraform refuses refinements that
 *     are much longer, and cuts its own there
 * @param range in what range a number lies
 * @param minLength how many elements a collection has at least; 0 says nothing
 * @param maxLength how many it has at most
 */
public record Refinement(boolean neverNull, String prefix, Range range, long minLength, Optional<Long> maxLength) {

    private static final int MAX_PREFIX_BYTES = 256;

    /** One end of a range. */
    public record Bound(BigDecimal value, boolean inclusive) {
        public Bound {
            value = value.stripTrailingZeros();
        }
    }

    /** A range of numbers; an end that is empty says nothing. */
    public record Range(Optional<Bound> atLeast, Optional<Bound> atMost) {

        /** All numbers. */
        static final Range ALL = new Range(Optional.empty(), Optional.empty());
    }

    public Refinement {
        prefix = shortened(prefix);
        if (minLength < 0 || maxLength.orElse(minLength) < minLength) {
            throw new IllegalArgumentException("no collection has " + minLength + " to " + maxLength + " elements");
        }
    }

    private static String shortened(String prefix) {
        int end = 0;
        for (int bytes = 0; end < prefix.length(); ) {
            int point = prefix.codePointAt(end);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_PREFIX_BYTES) {
                break;
            }
            end += Character.charCount(point);
        }
        return prefix.substring(0, end);
    }

    /** Nothing is known. */
    public static Refinement none() {
        return new Refinement(false, "", Range.ALL, 0, Optional.empty());
    }

    public static Refinement notNull() {
        return none().andNotNull();
    }

    Refinement andNotNull() {
        return new Refinement(true, prefix, range, minLength, maxLength);
    }

    /** The same, of a string that begins so. */
    public Refinement prefix(String start) {
        return new Refinement(neverNull, start, range, minLength, maxLength);
    }

    /** The same, of a number not below this. */
    public Refinement from(Bound bound) {
        return new Refinement(neverNull, prefix, new Range(Optional.of(bound), range.atMost()), minLength, maxLength);
    }

    /** The same, of a number not above this. */
    public Refinement to(Bound bound) {
        return new Refinement(neverNull, prefix, new Range(range.atLeast(), Optional.of(bound)), minLength, maxLength);
    }

    /** The same, of a collection with so many elements or more. */
    public Refinement minLength(long elements) {
        return new Refinement(neverNull, prefix, range, elements, maxLength);
    }

    /** The same, of a collection with so many elements or fewer. */
    public Refinement maxLength(long elements) {
        return new Refinement(neverNull, prefix, range, minLength, Optional.of(elements));
    }
}
