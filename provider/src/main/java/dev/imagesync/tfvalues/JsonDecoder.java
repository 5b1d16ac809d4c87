package dev.imagesync.tfvalues;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one value from JSON, which has no unknowns. */
final class JsonDecoder {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] bytes;
    private final Trail trail;

    JsonDecoder(byte[] bytes) {
        this(bytes, new Trail());
    }

    private JsonDecoder(byte[] bytes, Trail trail) {
        this.bytes = bytes;
        this.trail = trail;
    }

    Value decodeAll(Type type) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw trail.fail("not JSON: nothing is there");
            }
            Value value = decode(type, parser);
            if (parser.nextToken() != null) {
                throw fail("the value is over, but more follows", parser);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw trail.fail("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a value that begins at the current token. */
    private Value decode(Type type, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Value.none();
        }
        return switch (type) {
            case Type.Primitive primitive -> primitive(primitive, parser);
            case Type.Dynamic _ -> typed(parser);
            case Type.ListOf list -> new Value.ListValue(elements(list.element(), parser));
            case Type.SetOf set -> new Value.SetValue(new LinkedHashSet<>(elements(set.element(), parser)));
            case Type.MapOf map -> entries(map.element(), parser);
            case Type.TupleOf tuple -> tuple(tuple.elements(), parser);
            case Type.ObjectOf object -> attributes(object.attributes(), parser);
        };
    }

    private Value primitive(Type.Primitive type, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue()) {
            throw unexpected("a " + type.json().replace("\"", ""), parser);
        }
        String text = parser.getText();
        return switch (type) {
            case STRING -> Value.of(text);
            case NUMBER -> {
                if (token.isBoolean()) {
                    throw unexpected("a number", parser);
                }
                yield Value.of(Decimal.parse(text, trail));
            }
            case BOOL ->
                switch (text) {
                    case "true" -> Value.of(true);
                    case "false" -> Value.of(false);
                    default -> throw unexpected("a bool", parser);
                };
        };
    }

    /** The value may stand before its type: it is read when its type is known. */
    private Value typed(JsonParser parser) throws IOException {
        expect(JsonToken.START_OBJECT, "a value with its type", parser);
        Type type = null;
        byte[] value = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "type" -> type = TypeJson.read(parser, 0);
                case "value" -> value = skipped(parser);
                default -> throw fail("\"" + name + "\" is neither \"type\" nor \"value\"", parser);
            }
        }
        return typed(type, value, parser);
    }

    private Value typed(@Nullable Type type, byte @Nullable [] value, JsonParser parser) {
        if (type == null || value == null) {
            throw fail("a value with its type is expected", parser);
        }
        trail.intoTyped();
        Value inner = new JsonDecoder(value, trail).decodeAll(type);
        trail.back();
        return new Value.Typed(type, inner);
    }

    private byte[] skipped(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(bytes, start, (int) parser.currentLocation().getByteOffset());
    }

    private List<Value> elements(Type element, JsonParser parser) throws IOException {
        expect(JsonToken.START_ARRAY, "an array", parser);
        List<Value> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            trail.intoElement(elements.size());
            elements.add(decode(element, parser));
            trail.back();
        }
        return elements;
    }

    private Value entries(Type element, JsonParser parser) throws IOException {
        expect(JsonToken.START_OBJECT, "an object", parser);
        SortedMap<String, Value> entries = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            trail.intoElement(key);
            entries.put(key, decode(element, parser));
            trail.back();
        }
        return new Value.Fields(entries);
    }

    private Value tuple(List<Type> types, JsonParser parser) throws IOException {
        expect(JsonToken.START_ARRAY, "an array", parser);
        List<Value> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == types.size()) {
                throw fail(types.size() + " elements are expected", parser);
            }
            trail.intoElement(elements.size());
            elements.add(decode(types.get(elements.size()), parser));
            trail.back();
        }
        if (elements.size() < types.size()) {
            throw fail(types.size() + " elements are expected", parser);
        }
        return new Value.ListValue(elements);
    }

    private Value attributes(SortedMap<String, Type> types, JsonParser parser) throws IOException {
        expect(JsonToken.START_OBJECT, "an object", parser);
        SortedMap<String, Value> attributes = new TreeMap<>();
        types.keySet().forEach(name -> attributes.put(name, Value.none()));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Type type = types.get(name);
            parser.nextToken();
            if (type == null) {
                parser.skipChildren();
            } else {
                trail.intoAttribute(name);
                attributes.put(name, decode(type, parser));
                trail.back();
            }
        }
        return new Value.Fields(attributes);
    }

    private void expect(JsonToken token, String words, JsonParser parser) {
        if (parser.currentToken() != token) {
            throw unexpected(words, parser);
        }
    }

    private ValueException unexpected(String wanted, JsonParser parser) {
        return fail(wanted + " is expected, but here is " + words(parser.currentToken()), parser);
    }

    private static String words(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a bool";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
        };
    }

    private ValueException fail(String problem, JsonParser parser) {
        return trail.fail(problem + " (byte " + parser.currentTokenLocation().getByteOffset() + ")");
    }
}
