package dev.imagesync.tfvalues;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The JSON form of types: a string for what has no parts, else an array of a kind and what it is made of. */
final class TypeJson {

    private TypeJson() {}

    static String write(Type type) {
        return switch (type) {
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> "\"string\"";
                    case NUMBER -> "\"number\"";
                    case BOOL -> "\"bool\"";
                };
            case Type.Dynamic dynamic -> "\"dynamic\"";
            case Type.ListOf list -> "[\"list\"," + write(list.element()) + "]";
            case Type.SetOf set -> "[\"set\"," + write(set.element()) + "]";
            case Type.MapOf map -> "[\"map\"," + write(map.element()) + "]";
            case Type.TupleOf tuple -> {
                StringJoiner elements = new StringJoiner(",", "[\"tuple\",[", "]]");
                tuple.elements().forEach(element -> elements.add(write(element)));
                yield elements.toString();
            }
            case Type.ObjectOf object -> {
                StringJoiner attributes = new StringJoiner(",", "[\"object\",{", "}]");
                object.attributes().forEach((name, attribute) -> attributes.add(quote(name) + ":" + write(attribute)));
                yield attributes.toString();
            }
        };
    }

    private static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    static Type parse(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Type type = read(parser, 0);
            if (parser.nextToken() != null) {
                throw noType("more after its end");
            }
            return type;
        } catch (IOException e) {
            throw noType("no JSON");
        }
    }

    /** Reads a type that begins at the current token. */
    static Type read(JsonParser parser, int depth) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "string" -> Type.string();
                case "number" -> Type.number();
                case "bool" -> Type.bool();
                case "dynamic" -> Type.dynamic();
                default -> throw noType("no kind \"" + parser.getText() + "\"");
            };
        }
        if (depth == Trail.MAX_DEPTH) {
            throw noType("nested deeper than " + Trail.MAX_DEPTH + " levels");
        }
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY);
        expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
        String kind = parser.getText();
        parser.nextToken();
        Type type =
                switch (kind) {
                    case "list" -> Type.list(read(parser, depth + 1));
                    case "set" -> Type.set(read(parser, depth + 1));
                    case "map" -> Type.map(read(parser, depth + 1));
                    case "tuple" -> tuple(parser, depth);
                    case "object" -> object(parser, depth);
                    default -> throw noType("no kind \"" + kind + "\" with parts");
                };
        expect(parser, parser.nextToken(), JsonToken.END_ARRAY);
        return type;
    }

    private static Type tuple(JsonParser parser, int depth) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY);
        List<Type> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser, depth + 1));
        }
        return new Type.TupleOf(elements);
    }

    private static Type object(JsonParser parser, int depth) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
        Map<String, Type> attributes = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, read(parser, depth + 1));
        }
        return Type.object(attributes);
    }

    private static void expect(JsonParser parser, JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw noType(wanted + " is expected at column "
                    + parser.currentTokenLocation().getColumnNr());
        }
    }

    private static ValueException noType(String problem) {
        return new ValueException("", "not the JSON of a type: " + problem);
    }
}
