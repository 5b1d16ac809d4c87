package dev.imagesync.workload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes object, or a part of one, however a door holds it: as JSON has it. */
public sealed interface Tree {

    /** Fields by name, in their order. */
    record Mapping(Map<String, Tree> fields) implements Tree {

        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Items in their order. */
    record Sequence(List<Tree> items) implements Tree {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A text. */
    record Text(String value) implements Tree {}

    /** What can hold no image: a number, a boolean, nothing, or a value that is not known yet. */
    record Other() implements Tree {}

    /** The field of this name, if this is a mapping that has it. */
    default Optional<Tree> field(String name) {
        return this instanceof Mapping mapping
                ? Optional.ofNullable(mapping.fields().get(name))
                : Optional.empty();
    }

    /** The text of the field of this name, if this is a mapping that has it. */
    default Optional<String> textOf(String name) {
        return field(name).flatMap(value -> value instanceof Text text ? Optional.of(text.value()) : Optional.empty());
    }
}
