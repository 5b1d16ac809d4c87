package dev.imagesync.cdktf;

import com.hashicorp.cdktf.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes into a block, by the names that Terraform has; what is not set stays out. */
final class Attributes {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Sets an attribute; null takes it away. */
    Attributes set(String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
        return this;
    }

    /** Sets an attribute to a list; null takes it away. */
    Attributes set(String name, @Nullable List<?> value) {
        Object copy = value == null ? null : new ArrayList<>(value);
        return set(name, copy);
    }

    /** That a text is there: a token, whose value is not known here, or a text that is not empty. */
    Attributes require(String name, String cure) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing: " + cure);
        }
        if (value instanceof String
                && !Token.isUnresolved(value)
                && ((String) value).trim().isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: " + cure);
        }
        return this;
    }

    Map<String, Object> toMap() {
        return new LinkedHashMap<>(values);
    }
}
