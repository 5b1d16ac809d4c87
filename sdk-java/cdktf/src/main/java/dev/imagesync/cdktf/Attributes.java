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

    /** A copy of these. */
    static Attributes of(Map<String, Object> values) {
        Attributes attributes = new Attributes();
        attributes.values.putAll(values);
        return attributes;
    }

    /** What was set; null if nothing was. */
    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    /** A text that was set; null if none was. */
    @Nullable
    String text(String name) {
        return (String) values.get(name);
    }

    /** Takes an attribute away. */
    void reset(String name) {
        values.remove(name);
    }

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
        if (value instanceof String text && !Token.isUnresolved(text) && text.isBlank()) {
            throw new IllegalArgumentException(name + " is empty: " + cure);
        }
        return this;
    }

    Map<String, Object> toMap() {
        return new LinkedHashMap<>(values);
    }

    /** As they are synthesised: what has parts of its own is a map of them. */
    Map<String, Object> synthesised() {
        Map<String, Object> synthesised = toMap();
        synthesised.replaceAll(
                (name, value) -> value instanceof SyncedImageTimeouts timeouts ? timeouts.toMap() : value);
        return synthesised;
    }
}
