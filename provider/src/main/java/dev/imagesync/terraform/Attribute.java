package dev.imagesync.terraform;

import dev.imagesync.tfvalues.Type;
import java.util.List;

/**
 * An attribute of a schema.
 *
 * @param name in snake case
 * @param shape what may stand in it
 * @param how whether the user sets it, the provider, or either
 * @param sensitive whether it is hidden where it is shown
 * @param description in Markdown, for people who do not know the program: the user pages show it as it is
 */
record Attribute(String name, Shape shape, How how, boolean sensitive, String description) {

    Attribute {
        if (description.isBlank()) {
            throw new IllegalArgumentException(name + " has no description");
        }
    }

    /** Who sets an attribute. */
    enum How {
        REQUIRED,
        OPTIONAL,
        COMPUTED,
        OPTIONAL_AND_COMPUTED
    }

    /** What may stand in an attribute. */
    sealed interface Shape {

        /** The type of its values. */
        Type type();

        /** Values whose parts, if they have any, have no names of ours. */
        record Plain(Type type) implements Shape {}

        /** Objects with attributes that are described themselves. */
        record Nested(Nesting nesting, List<Attribute> attributes) implements Shape {
            public Nested {
                attributes = List.copyOf(attributes);
            }

            @Override
            public Type type() {
                Type object = BlockSchema.typeOf(attributes);
                return switch (nesting) {
                    case SINGLE -> object;
                    case LIST -> Type.list(object);
                    case MAP -> Type.map(object);
                };
            }
        }
    }

    /** How many objects there are. */
    enum Nesting {
        SINGLE,
        LIST,
        /** Any number, each under a key that the user chooses. */
        MAP
    }

    static Attribute required(String name, Type type, String description) {
        return new Attribute(name, new Shape.Plain(type), How.REQUIRED, false, description);
    }

    static Attribute optional(String name, Type type, String description) {
        return new Attribute(name, new Shape.Plain(type), How.OPTIONAL, false, description);
    }

    static Attribute secret(String name, Type type, String description) {
        return new Attribute(name, new Shape.Plain(type), How.OPTIONAL, true, description);
    }

    static Attribute computed(String name, Type type, String description) {
        return new Attribute(name, new Shape.Plain(type), How.COMPUTED, false, description);
    }

    static Attribute either(String name, Type type, String description) {
        return new Attribute(name, new Shape.Plain(type), How.OPTIONAL_AND_COMPUTED, false, description);
    }

    /** An attribute of attributes. */
    static Attribute nested(String name, How how, Nesting nesting, List<Attribute> attributes, String description) {
        return new Attribute(name, new Shape.Nested(nesting, attributes), how, false, description);
    }

    Type type() {
        return shape.type();
    }
}
