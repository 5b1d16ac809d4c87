package dev.imagesync.terraform;

import dev.imagesync.tfvalues.Type;

/**
 * An attribute of a schema.
 *
 * @param name in snake case
 * @param how whether the user sets it, the provider, or either
 * @param sensitive whether it is hidden where it is shown
 * @param description in Markdown
 */
record Attribute(String name, Type type, How how, boolean sensitive, String description) {

    /** Who sets an attribute. */
    enum How {
        REQUIRED,
        OPTIONAL,
        COMPUTED,
        OPTIONAL_AND_COMPUTED
    }

    static Attribute required(String name, Type type, String description) {
        return new Attribute(name, type, How.REQUIRED, false, description);
    }

    static Attribute optional(String name, Type type, String description) {
        return new Attribute(name, type, How.OPTIONAL, false, description);
    }

    static Attribute secret(String name, Type type, String description) {
        return new Attribute(name, type, How.OPTIONAL, true, description);
    }

    static Attribute computed(String name, Type type, String description) {
        return new Attribute(name, type, How.COMPUTED, false, description);
    }

    static Attribute either(String name, Type type, String description) {
        return new Attribute(name, type, How.OPTIONAL_AND_COMPUTED, false, description);
    }
}
