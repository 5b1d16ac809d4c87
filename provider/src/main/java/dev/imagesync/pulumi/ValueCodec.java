package dev.imagesync.pulumi;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pulumi's values on the wire: {@code google.protobuf.Struct} with markers for what JSON lacks. A marker is an object with
 * the key {@link #MARKER}; an unknown is one of seven strings, one for each type that was expected.
 */
final class ValueCodec {

    static final String MARKER = "4dabf18193072939515e22adb298388d";
    static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    static final String UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    static final Set<String> UNKNOWNS = Set.of(
            UNKNOWN_STRING,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
            "030794c1-ac77-496b-92df-f27374a8bd58", // asset
            "e48ece36-62e2-4504-bad9-02848725956a", // archive
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"); // object

    private ValueCodec() {}

    /** Reads the fields of an object. */
    static Map<String, PropertyValue> decode(Struct struct) {
        Map<String, PropertyValue> fields = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((name, value) -> fields.put(name, decode(value)));
        return fields;
    }

    static PropertyValue decode(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> new PropertyValue.Null();
            case BOOL_VALUE -> new PropertyValue.Bool(value.getBoolValue());
            case NUMBER_VALUE -> new PropertyValue.Numeric(value.getNumberValue());
            case STRING_VALUE ->
                UNKNOWNS.contains(value.getStringValue())
                        ? new PropertyValue.Unknown()
                        : new PropertyValue.Text(value.getStringValue());
            case LIST_VALUE ->
                new PropertyValue.Array(value.getListValue().getValuesList().stream()
                        .map(ValueCodec::decode)
                        .toList());
            case STRUCT_VALUE -> decodeObject(value);
        };
    }

    private static PropertyValue decodeObject(Value value) {
        Map<String, Value> fields = value.getStructValue().getFieldsMap();
        Value marker = fields.get(MARKER);
        if (marker == null) {
            return new PropertyValue.Fields(decode(value.getStructValue()));
        }
        return switch (marker.getStringValue()) {
            case SECRET -> secret(decode(fields.getOrDefault("value", Value.getDefaultInstance())));
            case OUTPUT -> {
                PropertyValue inner =
                        fields.containsKey("value") ? decode(fields.get("value")) : new PropertyValue.Unknown();
                boolean isSecret = fields.getOrDefault("secret", Value.getDefaultInstance())
                        .getBoolValue();
                yield isSecret ? secret(inner) : inner;
            }
            default -> new PropertyValue.Opaque(value);
        };
    }

    /** A secret of a secret is a secret. */
    static PropertyValue secret(PropertyValue value) {
        return value instanceof PropertyValue.Secret ? value : new PropertyValue.Secret(value);
    }

    /** The value without the marks of secrets in it. */
    static PropertyValue open(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Secret secret -> open(secret.value());
            case PropertyValue.Array array ->
                new PropertyValue.Array(
                        array.elements().stream().map(ValueCodec::open).toList());
            case PropertyValue.Fields object -> {
                Map<String, PropertyValue> fields = new LinkedHashMap<>(object.fields());
                fields.replaceAll((name, field) -> open(field));
                yield new PropertyValue.Fields(fields);
            }
            case PropertyValue.Null none -> none;
            case PropertyValue.Bool bool -> bool;
            case PropertyValue.Numeric number -> number;
            case PropertyValue.Text text -> text;
            case PropertyValue.Unknown unknown -> unknown;
            case PropertyValue.Opaque opaque -> opaque;
        };
    }

    /** Writes the fields of an object. */
    static Struct encode(Map<String, PropertyValue> fields) {
        Struct.Builder struct = Struct.newBuilder();
        fields.forEach((name, value) -> struct.putFields(name, encode(value)));
        return struct.build();
    }

    static Value encode(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Null _ ->
                Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case PropertyValue.Bool bool ->
                Value.newBuilder().setBoolValue(bool.value()).build();
            case PropertyValue.Numeric number ->
                Value.newBuilder().setNumberValue(number.value()).build();
            case PropertyValue.Text text -> text(text.value());
            case PropertyValue.Array array -> {
                List<Value> elements = new ArrayList<>();
                array.elements().forEach(element -> elements.add(encode(element)));
                yield Value.newBuilder()
                        .setListValue(ListValue.newBuilder().addAllValues(elements))
                        .build();
            }
            case PropertyValue.Fields object ->
                Value.newBuilder().setStructValue(encode(object.fields())).build();
            case PropertyValue.Secret secret ->
                Value.newBuilder()
                        .setStructValue(Struct.newBuilder()
                                .putFields(MARKER, text(SECRET))
                                .putFields("value", encode(secret.value())))
                        .build();
            case PropertyValue.Unknown _ -> text(UNKNOWN_STRING);
            case PropertyValue.Opaque opaque -> opaque.wire();
        };
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
