package dev.imagesync.terraform;

import dev.imagesync.tfvalues.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What users can write in a block of the provider, of a resource or of a data source.
 *
 * @param version of the state that is kept of it
 * @param description in Markdown
 */
record BlockSchema(int version, String description, List<Attribute> attributes) {

    BlockSchema {
        attributes = List.copyOf(attributes);
    }

    /** The type of values that have these attributes. */
    static Type typeOf(List<Attribute> attributes) {
        Map<String, Type> types = new TreeMap<>();
        attributes.forEach(attribute -> types.put(attribute.name(), attribute.type()));
        return Type.object(types);
    }

    Type type() {
        return typeOf(attributes);
    }
}
