package dev.imagesync.tfvalues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeTest {

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("\"string\"", Type.string()),
                Arguments.of("\"number\"", Type.number()),
                Arguments.of("\"bool\"", Type.bool()),
                Arguments.of("\"dynamic\"", Type.dynamic()),
                Arguments.of("[\"list\",\"string\"]", Type.list(Type.string())),
                Arguments.of("[\"set\",[\"list\",\"bool\"]]", Type.set(Type.list(Type.bool()))),
                Arguments.of("[\"map\",\"dynamic\"]", Type.map(Type.dynamic())),
                Arguments.of("[\"tuple\",[]]", Type.tuple()),
                Arguments.of("[\"tuple\",[\"string\",\"number\"]]", Type.tuple(Type.string(), Type.number())),
                Arguments.of("[\"object\",{}]", Type.object(Map.of())),
                Arguments.of(
                        "[\"object\",{\"a\":\"string\",\"b\\\"\":[\"object\",{\"c\":\"bool\"}]}]",
                        Type.object(Map.of("b\"", Type.object(Map.of("c", Type.bool())), "a", Type.string()))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void jsonBothWays(String json, Type type) {
        assertThat(type.json()).isEqualTo(json);
        assertThat(Type.parse(json)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``                            | START_ARRAY is expected at column 0",
                "text                          | no JSON",
                "\"text\"                      | no kind \"text\"",
                "{}                            | START_ARRAY is expected at column 1",
                "[]                            | VALUE_STRING is expected at column 2",
                "[\"list\"]                    | START_ARRAY is expected at column 8",
                "[\"list\",\"string\",\"bool\"]  | END_ARRAY is expected at column 18",
                "[\"vector\",\"string\"]         | no kind \"vector\" with parts",
                "[\"object\",[\"string\"]]       | START_OBJECT is expected at column 11",
                "[\"object\",{\"a\":             | no JSON",
                "\"string\" \"string\"           | more after its end",
            })
    void whatIsNoTypeIsRefused(String json, String why) {
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> Type.parse(json))
                .withMessageStartingWith("not the JSON of a type: ")
                .withMessageEndingWith(why);
    }

    @Test
    void typesThatNestWithoutEndAreRefused() {
        String json = "[\"list\",".repeat(10_000) + "\"string\"" + "]".repeat(10_000);
        assertThatExceptionOfType(ValueException.class).isThrownBy(() -> Type.parse(json));
    }
}
