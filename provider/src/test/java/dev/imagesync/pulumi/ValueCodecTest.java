package dev.imagesync.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value marked(String kind, Map<String, Value> fields) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(ValueCodec.MARKER, text(kind))
                        .putAllFields(fields))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
                "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
                "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
                "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
                "030794c1-ac77-496b-92df-f27374a8bd58",
                "e48ece36-62e2-4504-bad9-02848725956a",
                "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
            })
    void readsAllSevenUnknowns(String sentinel) {
        assertThat(ValueCodec.decode(text(sentinel))).isEqualTo(new PropertyValue.Unknown());
    }

    @Test
    void readsSecretsAndUnknownSecrets() {
        assertThat(ValueCodec.decode(marked(ValueCodec.SECRET, Map.of("value", text("x")))))
                .isEqualTo(new PropertyValue.Secret(new PropertyValue.Text("x")));
        assertThat(ValueCodec.decode(marked(ValueCodec.SECRET, Map.of("value", text(ValueCodec.UNKNOWN_STRING)))))
                .isEqualTo(new PropertyValue.Secret(new PropertyValue.Unknown()));
    }

    @Test
    void readsOutputValues() {
        assertThat(ValueCodec.decode(marked(ValueCodec.OUTPUT, Map.of("value", text("x")))))
                .isEqualTo(new PropertyValue.Text("x"));
        assertThat(ValueCodec.decode(marked(ValueCodec.OUTPUT, Map.of()))).isEqualTo(new PropertyValue.Unknown());
        Value yes = Value.newBuilder().setBoolValue(true).build();
        assertThat(ValueCodec.decode(marked(ValueCodec.OUTPUT, Map.of("value", text("x"), "secret", yes))))
                .isEqualTo(new PropertyValue.Secret(new PropertyValue.Text("x")));
    }

    @Test
    void writesWhatItReads() {
        Value list = Value.newBuilder()
                .setListValue(ListValue.newBuilder()
                        .addValues(text("a"))
                        .addValues(Value.newBuilder().setNumberValue(1.5)))
                .build();
        Value none = Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
        for (Value value : List.of(
                text("x"),
                text(""),
                list,
                none,
                Value.newBuilder().setBoolValue(true).build(),
                text(ValueCodec.UNKNOWN_STRING),
                marked(ValueCodec.SECRET, Map.of("value", list)),
                marked("c44067f5952c0a294b673a41bacd8c17", Map.of("text", text("an asset"))),
                marked("5cf8f73096256a8f31e491e813e4eb8e", Map.of("urn", text("urn:x"))))) {
            assertThat(ValueCodec.encode(ValueCodec.decode(value))).isEqualTo(value);
        }
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new PropertyValue.Secret(new PropertyValue.Text("hunter2")).toString())
                .doesNotContain("hunter2");
    }
}
