package dev.imagesync.pulumi;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;

/** Values on the wire, written short. */
final class Structs {

    private Structs() {}

    /** An object of names and values that alternate. */
    static Struct struct(Object... namesAndValues) {
        Struct.Builder struct = Struct.newBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            struct.putFields((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return struct.build();
    }

    static Value value(Object object) {
        Value.Builder value = Value.newBuilder();
        return switch (object) {
            case null -> value.setNullValue(NullValue.NULL_VALUE).build();
            case Value wire -> wire;
            case Struct struct -> value.setStructValue(struct).build();
            case String text -> value.setStringValue(text).build();
            case Boolean bool -> value.setBoolValue(bool).build();
            case Number number -> value.setNumberValue(number.doubleValue()).build();
            case List<?> list ->
                value.setListValue(ListValue.newBuilder()
                                .addAllValues(list.stream().map(Structs::value).toList()))
                        .build();
            case Map<?, ?> map -> {
                Struct.Builder struct = Struct.newBuilder();
                map.forEach((name, element) -> struct.putFields((String) name, value(element)));
                yield value.setStructValue(struct).build();
            }
            default -> throw new IllegalArgumentException(object.toString());
        };
    }

    static Value secret(Object object) {
        return value(struct(ValueCodec.MARKER, ValueCodec.SECRET, "value", value(object)));
    }

    /** An output value; null for one that is not known yet. */
    static Value output(Object object, boolean secret) {
        Struct output = struct(ValueCodec.MARKER, ValueCodec.OUTPUT, "secret", secret, "dependencies", List.of());
        return value(
                object == null
                        ? output
                        : output.toBuilder().putFields("value", value(object)).build());
    }

    static String text(Struct struct, String name) {
        return struct.getFieldsOrThrow(name).getStringValue();
    }

    /** The same object with one more field. */
    static Struct with(Struct struct, String name, Object object) {
        return struct.toBuilder().putFields(name, value(object)).build();
    }
}
