package dev.imagesync.tfvalues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no value of its type is told in one way, with the place; nothing that a peer sends does more. */
class MalformedTest {

    private static final int RANDOM_VALUES = 400;

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"string\"                  | ``                     | the value is cut off (byte 0)",
                "\"string\"                  | a261                   | the value is cut off (byte 1)",
                "\"string\"                  | dbffffffff61           | the value is cut off (byte 5)",
                "\"string\"                  | a1ff                   | a string that is not UTF-8 (byte 1)",
                "\"string\"                  | 01                     | a string is expected, but here is a number (byte 0)",
                "\"string\"                  | c1           | a string is expected, but here is the byte c1, which means nothing (byte 0)",
                "\"string\"                  | a161c0                 | the value is over, but more follows (byte 2)",
                "\"string\"                  | c9ffffffff00           | the value is cut off (byte 5)",
                "\"string\"                  | d8000000               | the value is cut off (byte 1)",
                "\"bool\"                    | a0                     | a bool is expected, but here is a string (byte 0)",
                "\"number\"                  | 90                     | a number is expected, but here is an array (byte 0)",
                "\"number\"                  | a161                   | \"a\" is not a number",
                "\"number\"                  | a63165393939           | the value is cut off (byte 1)",
                "\"number\"                  | a9316539393939393939   | a number of more than 10000 digits",
                "\"number\"                  | cb7ff0000000000000     | the number Infinity is not finite (byte 9)",
                "\"number\"                  | cd01                   | the value is cut off (byte 1)",
                "[\"list\",\"string\"]         | 92a16101               | [1]: a string is expected, but here is a number (byte 3)",
                "[\"list\",\"string\"]         | ddffffffff             | the value is cut off (byte 5)",
                "[\"map\",\"bool\"]            | 81a16101               | [\"a\"]: a bool is expected, but here is a number (byte 3)",
                "[\"map\",\"bool\"]            | 82a161c2a161c3         | [\"a\"]: the key is there twice (byte 7)",
                "[\"map\",\"bool\"]            | dfffffffff             | the value is cut off (byte 5)",
                "[\"tuple\",[\"bool\"]]        | 92c2c3                 | 1 elements are expected (byte 1)",
                "[\"object\",{\"a\":\"bool\"}]   | 80                     | the attribute \"a\" is missing (byte 1)",
                "[\"object\",{\"a\":\"bool\"}]   | 81a162c2               | there is no attribute \"b\" (byte 3)",
                "[\"object\",{\"a\":[\"map\",[\"object\",{\"b\":\"bool\"}]]}] | 81a16181a16b81a16201 | a[\"k\"].b: a bool is expected, but here is a number (byte 9)",
                "\"dynamic\"                 | 91c0                   | a type and a value are expected (byte 1)",
                "\"dynamic\"                 | 92c40361626301         | not the JSON of a type: no JSON (byte 6)",
            })
    void messagePack(String type, String bytes, String message) {
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> MessagePack.decode(Type.parse(type), hex(bytes)))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"string\"                | ``              | not JSON: nothing is there",
                "\"string\"                | []              | a string is expected, but here is an array (byte 0)",
                "\"string\"                | \"a\" 1         | the value is over, but more follows (byte 4)",
                "\"bool\"                  | \"yes\"         | a bool is expected, but here is a string (byte 0)",
                "\"number\"                | true            | a number is expected, but here is a bool (byte 0)",
                "\"number\"                | \"one\"         | \"one\" is not a number",
                "\"number\"                | 1e99999         | a number of more than 10000 digits",
                "[\"list\",\"bool\"]         | {}              | an array is expected, but here is an object (byte 0)",
                "[\"list\",\"bool\"]         | [true, 0.5]     | [1]: a bool is expected, but here is a number (byte 7)",
                "[\"tuple\",[\"bool\"]]      | []              | 1 elements are expected (byte 1)",
                "[\"tuple\",[\"bool\"]]      | [true,true]     | 1 elements are expected (byte 6)",
                "[\"object\",{\"a\":\"bool\"}] | {\"a\":[]}      | a: a bool is expected, but here is an array (byte 5)",
                "\"dynamic\"               | {\"value\":1}   | a value with its type is expected (byte 10)",
                "\"dynamic\"               | {\"more\":1}    | \"more\" is neither \"type\" nor \"value\" (byte 8)",
            })
    void json(String type, String json, String message) {
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> Json.decode(Type.parse(type), json.getBytes(StandardCharsets.UTF_8)))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"a\":tru}", "[", "{\"a\" true}"})
    void whatIsNoJsonIsTold(String json) {
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() ->
                        Json.decode(Type.object(Map.of("a", Type.bool())), json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cutAnywhereItIsRefused() {
        long seed = System.nanoTime();
        RandomValues random = new RandomValues(seed);
        for (int index = 0; index < RANDOM_VALUES; index++) {
            Type type = random.type();
            byte[] bytes = MessagePack.encode(type, random.value(type));
            for (int length = 0; length < Math.min(bytes.length, 200); length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatExceptionOfType(ValueException.class)
                        .as("seed %d, %d, %d bytes", seed, index, length)
                        .isThrownBy(() -> MessagePack.decode(type, cut));
            }
        }
    }

    @Test
    void changedAnywhereItIsAnotherValueOrRefused() {
        long seed = System.nanoTime();
        Random changes = new Random(seed);
        RandomValues random = new RandomValues(seed);
        for (int index = 0; index < RANDOM_VALUES; index++) {
            Type type = random.type();
            byte[] bytes = MessagePack.encode(type, random.value(type));
            for (int change = 0; change < 100; change++) {
                byte[] changed = bytes.clone();
                changed[changes.nextInt(bytes.length)] = (byte) changes.nextInt(256);
                try {
                    Value value = MessagePack.decode(type, changed);
                    assertThat(MessagePack.decode(type, MessagePack.encode(type, value)))
                            .isEqualTo(value);
                } catch (ValueException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                } catch (RuntimeException e) {
                    fail(
                            "seed %d, %s, %s"
                                    .formatted(seed, type.json(), HexFormat.of().formatHex(changed)),
                            e);
                }
            }
        }
    }

    @Test
    void valuesThatNestWithoutEndAreRefused() {
        byte[] level = hex("92c4092264796e616d696322");
        byte[] bytes = new byte[level.length * 100_000];
        for (int index = 0; index < 100_000; index++) {
            System.arraycopy(level, 0, bytes, index * level.length, level.length);
        }
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> MessagePack.decode(Type.dynamic(), bytes))
                .withMessage("nested deeper than 100 levels");
    }

    /** What a peer says of an unknown value is a hint, whatever its form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "d40000",
                "c70000",
                "c70005",
                "d50c0000",
                "c7030cff0102",
                "c7040c816301c0",
                "c7030c8102c0",
                "c7020c8101"
            })
    void anUnknownIsAnUnknownWhateverIsSaidOfIt(String bytes) {
        for (Type type : List.of(Type.string(), Type.list(Type.bool()), Type.dynamic())) {
            assertThat(MessagePack.decode(type, hex(bytes))).isEqualTo(Value.unknown());
        }
    }

    @Test
    void whatComesBehindAHintThatIsNotUnderstoodIsLeft() {
        byte[] bytes = hex("c7080c8301c202a1616301");
        assertThat(MessagePack.decode(Type.string(), bytes))
                .isEqualTo(Value.unknown(Refinement.notNull().prefix("a")));
    }
}
