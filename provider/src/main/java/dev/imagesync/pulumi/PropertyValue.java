package dev.imagesync.pulumi;

import com.google.protobuf.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as Pulumi knows them: JSON, and besides it secrets and what is not known yet. */
sealed interface PropertyValue {

    record Null() implements PropertyValue {}

    record Bool(boolean value) implements PropertyValue {}

    record Numeric(double value) implements PropertyValue {}

    record Text(String value) implements PropertyValue {}

    record Array(List<PropertyValue> elements) implements PropertyValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** Fields in the order in which they came. */
    record Fields(Map<String, PropertyValue> fields) implements PropertyValue {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** A value that must not be shown; never a secret itself. */
    record Secret(PropertyValue value) implements PropertyValue {
        @Override
        public String toString() {
            return "[secret]";
        }
    }

    /** What the engine does not know yet. */
    record Unknown() implements PropertyValue {}

    /** An asset, an archive or a resource reference: carried along as it came, since no property here takes one. */
    record Opaque(Value wire) implements PropertyValue {}
}
