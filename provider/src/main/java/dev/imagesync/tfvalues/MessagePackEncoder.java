package dev.imagesync.tfvalues;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one value. */
final class MessagePackEncoder {

    private final Trail trail = new Trail();

    byte[] encodeAll(Type type, Value value) {
        MessagePackWriter writer = new MessagePackWriter();
        encode(type, value, writer);
        return writer.bytes();
    }

    private void encode(Type type, Value value, MessagePackWriter writer) {
        switch (value) {
            case Value.Null _ -> writer.nil();
            case Value.Unknown unknown -> Refinements.encode(unknown.refinement(), writer);
            case Value.Text text -> {
                expect(type == Type.Primitive.STRING, type, "a string");
                writer.text(text.value());
            }
            case Value.Numeric number -> {
                expect(type == Type.Primitive.NUMBER, type, "a number");
                writer.number(number.value());
            }
            case Value.Bool bool -> {
                expect(type == Type.Primitive.BOOL, type, "a bool");
                writer.bool(bool.value());
            }
            case Value.ListValue sequence -> sequence(type, sequence.elements(), writer);
            case Value.SetValue set -> distinct(type, set.elements(), writer);
            case Value.Fields fields -> fields(type, fields, writer);
            case Value.Typed typed -> typed(type, typed, writer);
        }
    }

    private void sequence(Type type, List<Value> elements, MessagePackWriter writer) {
        List<Type> types = elementTypes(type, elements.size());
        writer.arrayLength(elements.size());
        for (int index = 0; index < elements.size(); index++) {
            trail.intoElement(index);
            encode(types.get(index), elements.get(index), writer);
            trail.back();
        }
    }

    private List<Type> elementTypes(Type type, int count) {
        if (type instanceof Type.TupleOf tuple) {
            expect(tuple.elements().size() == count, type, "a sequence of " + count);
            return tuple.elements();
        }
        if (type instanceof Type.ListOf list) {
            return Collections.nCopies(count, list.element());
        }
        throw mismatch(type, "a sequence");
    }

    /** Elements in the order of their bytes, so that sets with the same elements are written alike. */
    private void distinct(Type type, Set<Value> elements, MessagePackWriter writer) {
        if (!(type instanceof Type.SetOf set)) {
            throw mismatch(type, "a set");
        }
        List<byte[]> encoded = new ArrayList<>(elements.size());
        for (Value element : elements) {
            trail.intoElement(encoded.size());
            MessagePackWriter own = new MessagePackWriter();
            encode(set.element(), element, own);
            encoded.add(own.bytes());
            trail.back();
        }
        encoded.sort(Arrays::compareUnsigned);
        writer.arrayLength(encoded.size());
        encoded.forEach(writer::raw);
    }

    private void fields(Type type, Value.Fields fields, MessagePackWriter writer) {
        switch (type) {
            case Type.MapOf map -> {
                writer.mapLength(fields.fields().size());
                for (Map.Entry<String, Value> entry : fields.fields().entrySet()) {
                    writer.text(entry.getKey());
                    trail.intoElement(entry.getKey());
                    encode(map.element(), entry.getValue(), writer);
                    trail.back();
                }
            }
            case Type.ObjectOf object -> attributes(object, fields, writer);
            case Type.Primitive _ -> throw mismatch(type, "fields");
            case Type.Dynamic _ -> throw mismatch(type, "fields");
            case Type.ListOf _ -> throw mismatch(type, "fields");
            case Type.SetOf _ -> throw mismatch(type, "fields");
            case Type.TupleOf _ -> throw mismatch(type, "fields");
        }
    }

    private void attributes(Type.ObjectOf object, Value.Fields fields, MessagePackWriter writer) {
        for (String name : fields.fields().keySet()) {
            if (!object.attributes().containsKey(name)) {
                throw trail.fail("there is no attribute \"" + name + "\"");
            }
        }
        writer.mapLength(object.attributes().size());
        for (Map.Entry<String, Type> attribute : object.attributes().entrySet()) {
            writer.text(attribute.getKey());
            trail.intoAttribute(attribute.getKey());
            encode(attribute.getValue(), fields.get(attribute.getKey()), writer);
            trail.back();
        }
    }

    private void typed(Type type, Value.Typed typed, MessagePackWriter writer) {
        expect(type instanceof Type.Dynamic, type, "a value with its own type");
        writer.arrayLength(2);
        writer.binary(typed.type().json().getBytes(StandardCharsets.UTF_8));
        trail.intoTyped();
        encode(typed.type(), typed.value(), writer);
        trail.back();
    }

    private void expect(boolean met, Type type, String found) {
        if (!met) {
            throw mismatch(type, found);
        }
    }

    private ValueException mismatch(Type type, String found) {
        return trail.fail(found + " is no value of the type " + type.json());
    }
}
