package dev.imagesync.behaviour;

import java.util.Optional;

/** A value that a plan may not know yet: the program computes it from what another resource will have. */
public sealed interface Late<T> {

    /** It is known. */
    record Known<T>(T value) implements Late<T> {}

    /** It is known when the plan is applied. */
    record Unknown<T>() implements Late<T> {}

    static <T> Late<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Late<T> unknown() {
        return new Unknown<>();
    }

    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    default Optional<T> known() {
        return switch (this) {
            case Known<T> known -> Optional.of(known.value());
            case Unknown<T> _ -> Optional.empty();
        };
    }
}
