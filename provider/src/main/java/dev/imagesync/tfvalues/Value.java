package dev.imagesync.tfvalues;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in a place that a {@link Type} describes. Values are immutable, and equal when they mean the same. */
public sealed interface Value {

    /** Nothing was set. */
    record Null() implements Value {}

    /** What is known only after apply, and what is known of it already. */
    record Unknown(Refinement refinement) implements Value {}

    record Text(String value) implements Value {}

    record Numeric(BigDecimal value) implements Value {
        /** 1.50 is 1.5. */
        public Numeric {
            value = value.stripTrailingZeros();
        }
    }

    record Bool(boolean value) implements Value {}

    /** The elements of a list or a tuple. */
    record ListValue(List<Value> elements) implements Value {
        public ListValue {
            elements = List.copyOf(elements);
        }
    }

    /** The elements of a set: their order means nothing, and none is there twice. */
    record SetValue(Set<Value> elements) implements Value {
        public SetValue {
            elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
    }

    /** The entries of a map, or the attributes of an object. */
    record Fields(SortedMap<String, Value> fields) implements Value {
        public Fields {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        /** The value of an attribute: null, in Terraform's sense, when it is not there. */
        public Value get(String name) {
            return fields.getOrDefault(name, none());
        }

        /** The same fields, but one. */
        public Fields with(String name, Value value) {
            SortedMap<String, Value> changed = new TreeMap<>(fields);
            changed.put(name, value);
            return new Fields(changed);
        }
    }

    /** A value in a place whose type is {@linkplain Type.Dynamic dynamic}; null there may also come without a type. */
    record Typed(Type type, Value value) implements Value {}

    static Value none() {
        return new Null();
    }

    static Value unknown() {
        return new Unknown(Refinement.none());
    }

    static Value unknown(Refinement refinement) {
        return new Unknown(refinement);
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Numeric(BigDecimal.valueOf(number));
    }

    static Value of(BigDecimal number) {
        return new Numeric(number);
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Value sequence(Value... elements) {
        return new ListValue(List.of(elements));
    }

    static Value set(Collection<? extends Value> elements) {
        return new SetValue(new LinkedHashSet<>(elements));
    }

    static Fields fields(Map<String, ? extends Value> fields) {
        return new Fields(new TreeMap<>(fields));
    }

    /** Whether nothing in it is unknown. */
    default boolean isWhollyKnown() {
        return switch (this) {
            case Unknown _ -> false;
            case Null _ -> true;
            case Text _ -> true;
            case Numeric _ -> true;
            case Bool _ -> true;
            case ListValue sequence -> sequence.elements().stream().allMatch(Value::isWhollyKnown);
            case SetValue set -> set.elements().stream().allMatch(Value::isWhollyKnown);
            case Fields fields -> fields.fields().values().stream().allMatch(Value::isWhollyKnown);
            case Typed typed -> typed.value().isWhollyKnown();
        };
    }
}
