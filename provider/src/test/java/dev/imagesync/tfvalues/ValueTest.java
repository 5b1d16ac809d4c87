package dev.imagesync.tfvalues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTest {

    private static final Type IMAGE =
            Type.object(Map.of("source", Type.string(), "platforms", Type.set(Type.string())));

    @Test
    void equalMeansTheSame() {
        assertThat(Value.of(new BigDecimal("1.50"))).isEqualTo(Value.of(new BigDecimal("1.5")));
        assertThat(Value.of(new BigDecimal("1E2"))).isEqualTo(Value.of(100));
        Value set = Value.set(List.of(Value.of("a"), Value.of("b"), Value.of("a")));
        Value other = Value.set(List.of(Value.of("b"), Value.of("a")));
        assertThat(set).isEqualTo(other);
        assertThat(MessagePack.encode(Type.set(Type.string()), set))
                .isEqualTo(MessagePack.encode(Type.set(Type.string()), other));
    }

    @Test
    void fieldsThatAreNotThereAreNull() {
        Value.Fields image = Value.fields(Map.of("source", Value.of("alpine")));
        assertThat(image.get("platforms")).isEqualTo(Value.none());
        assertThat(MessagePack.decode(IMAGE, MessagePack.encode(IMAGE, image)))
                .isEqualTo(image.with("platforms", Value.none()));
        assertThat(image.fields()).doesNotContainKey("platforms");
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of(
                        IMAGE,
                        Value.fields(Map.of("source", Value.of(1))),
                        "source: a number is no value of the type \"string\""),
                Arguments.of(
                        IMAGE,
                        Value.fields(Map.of("platforms", Value.sequence())),
                        "platforms: a sequence is no value of the type [\"set\",\"string\"]"),
                Arguments.of(IMAGE, Value.fields(Map.of("tag", Value.of("1"))), "there is no attribute \"tag\""),
                Arguments.of(
                        Type.map(Type.list(Type.bool())),
                        Value.fields(Map.of("k", Value.sequence(Value.of(true), Value.of("a")))),
                        "[\"k\"][1]: a string is no value of the type \"bool\""),
                Arguments.of(
                        Type.tuple(Type.bool()),
                        Value.sequence(),
                        "a sequence of 0 is no value of the type [\"tuple\",[\"bool\"]]"),
                Arguments.of(Type.dynamic(), Value.of("a"), "a string is no value of the type \"dynamic\""),
                Arguments.of(
                        Type.string(),
                        new Value.Typed(Type.string(), Value.of("a")),
                        "a value with its own type is no value of the type \"string\""));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void whatIsNotOfTheTypeIsNotWritten(Type type, Value value, String message) {
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> MessagePack.encode(type, value))
                .withMessage(message);
    }

    @Test
    void storedStateOfAnotherVersionIsRead() {
        String json = "{\"retired\":{\"deep\":[1,2]},\"source\":7}";
        assertThat(Json.decode(IMAGE, json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Value.fields(Map.of("source", Value.of("7"), "platforms", Value.none())));
    }

    @Test
    void onlyWhatIsWhollyKnownIs() {
        Value.Fields known = Value.fields(Map.of("a", Value.sequence(Value.of(true), Value.none())));
        assertThat(known.isWhollyKnown()).isTrue();
        assertThat(known.with("b", Value.sequence(Value.unknown())).isWhollyKnown())
                .isFalse();
        assertThat(new Value.Typed(Type.bool(), Value.unknown()).isWhollyKnown())
                .isFalse();
    }

    @Test
    void lengthsThatContradictAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Refinement.none().minLength(2).maxLength(1));
    }
}
