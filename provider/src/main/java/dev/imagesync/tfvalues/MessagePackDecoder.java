package dev.imagesync.tfvalues;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one value. */
final class MessagePackDecoder {

    private final Trail trail = new Trail();
    private final MessagePackReader reader;

    MessagePackDecoder(byte[] bytes) {
        this.reader = new MessagePackReader(bytes, trail);
    }

    Value decodeAll(Type type) {
        Value value = decode(type);
        if (!reader.atEnd()) {
            throw reader.fail("the value is over, but more follows");
        }
        return value;
    }

    private Value decode(Type type) {
        return switch (reader.findForWrite()) {
            case NIL -> {
                reader.nextIsNil();
                yield Value.none();
            }
            case EXTENSION -> new Value.Unknown(Refinements.decode(reader.extension()));
            case BOOL, INTEGER, FLOAT, TEXT, BYTES, ARRAY, MAP, RESERVED -> decodeKnown(type);
        };
    }

    private Value decodeKnown(Type type) {
        return switch (type) {
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> Value.of(reader.text());
                    case NUMBER -> Value.of(reader.number());
                    case BOOL -> Value.of(reader.bool());
                };
            case Type.Dynamic _ -> typed();
            case Type.ListOf list -> new Value.ListValue(elements(list.element()));
            case Type.SetOf set -> new Value.SetValue(new LinkedHashSet<>(elements(set.element())));
            case Type.MapOf map -> entries(map.element());
            case Type.TupleOf tuple -> tuple(tuple.elements());
            case Type.ObjectOf object -> attributes(object.attributes());
        };
    }

    private Value typed() {
        if (reader.arrayLength() != 2) {
            throw reader.fail("a type and a value are expected");
        }
        String json = reader.bytesAsText();
        Type type;
        try {
            type = Type.parse(json);
        } catch (ValueException e) {
            throw reader.fail(e.problem());
        }
        trail.intoTyped();
        Value value = decode(type);
        trail.back();
        return new Value.Typed(type, value);
    }

    private List<Value> elements(Type element) {
        int length = reader.arrayLength();
        List<Value> elements = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            trail.intoElement(index);
            elements.add(decode(element));
            trail.back();
        }
        return elements;
    }

    private Value entries(Type element) {
        int length = reader.mapLength();
        SortedMap<String, Value> entries = new TreeMap<>();
        for (int entry = 0; entry < length; entry++) {
            String key = reader.text();
            trail.intoElement(key);
            if (entries.putIfAbsent(key, decode(element)) != null) {
                throw reader.fail("the key is there twice");
            }
            trail.back();
        }
        return new Value.Fields(entries);
    }

    private Value tuple(List<Type> types) {
        if (reader.arrayLength() != types.size()) {
            throw reader.fail(types.size() + " elements are expected");
        }
        List<Value> elements = new ArrayList<>(types.size());
        for (Type type : types) {
            trail.intoElement(elements.size());
            elements.add(decode(type));
            trail.back();
        }
        return new Value.ListValue(elements);
    }

    private Value attributes(SortedMap<String, Type> types) {
        int length = reader.mapLength();
        SortedMap<String, Value> attributes = new TreeMap<>();
        for (int entry = 0; entry < length; entry++) {
            String name = reader.text();
            Type type = types.get(name);
            if (type == null) {
                throw reader.fail("there is no attribute \"" + name + "\"");
            }
            trail.intoAttribute(name);
            if (attributes.putIfAbsent(name, decode(type)) != null) {
                throw reader.fail("the attribute is there twice");
            }
            trail.back();
        }
        for (String name : types.keySet()) {
            if (!attributes.containsKey(name)) {
                throw reader.fail("the attribute \"" + name + "\" is missing");
            }
        }
        return new Value.Fields(attributes);
    }
}
