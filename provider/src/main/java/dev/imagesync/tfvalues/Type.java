package dev.imagesync.tfvalues;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What values may stand in a place. Every type also allows null and unknown. */
public sealed interface Type {

    /** A type without parts. */
    enum Primitive implements Type {
        STRING,
        /** A decimal number of any size. */
        NUMBER,
        BOOL
    }

    /** The type is not fixed: each value brings its own. */
    record Dynamic() implements Type {}

    record ListOf(Type element) implements Type {}

    record SetOf(Type element) implements Type {}

    /** Any keys, all values of one type. */
    record MapOf(Type element) implements Type {}

    /** A fixed number of elements, each of its own type. */
    record TupleOf(List<Type> elements) implements Type {
        public TupleOf {
            elements = List.copyOf(elements);
        }
    }

    /** Fixed attributes, each of its own type. A nested block is an object too. */
    record ObjectOf(SortedMap<String, Type> attributes) implements Type {
        public ObjectOf {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }
    }

    static Type string() {
        return Primitive.STRING;
    }

    static Type number() {
        return Primitive.NUMBER;
    }

    static Type bool() {
        return Primitive.BOOL;
    }

    static Type dynamic() {
        return new Dynamic();
    }

    static Type list(Type element) {
        return new ListOf(element);
    }

    static Type set(Type element) {
        return new SetOf(element);
    }

    static Type map(Type element) {
        return new MapOf(element);
    }

    static Type tuple(Type... elements) {
        return new TupleOf(List.of(elements));
    }

    static Type object(Map<String, Type> attributes) {
        return new ObjectOf(new TreeMap<>(attributes));
    }

    /**
     * Reads Terraform's compact JSON form, for example {@code ["list","string"]}.
     *
     * @throws ValueException if it is none
     */
    static Type parse(String json) {
        return TypeJson.parse(json);
    }

    /** The compact JSON form, as schemas carry it. */
    default String json() {
        return TypeJson.write(this);
    }
}
