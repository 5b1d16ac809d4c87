package dev.imagesync.tfvalues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.tfvalues.GoPeer.Answer;
import dev.imagesync.tfvalues.GoPeer.Sample;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Go and Java read what the other writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoPeerTest {

    private static final int RANDOM_VALUES = 3_000;

    private List<Sample> samples;

    @BeforeAll
    void askGo() throws IOException {
        samples = GoPeer.samples();
        assertThat(samples).hasSizeGreaterThan(50);
    }

    @Test
    void goReadsWhatWeWroteAndMeansTheSame() throws IOException {
        List<String> ours = samples.stream()
                .map(sample -> GoPeer.question(
                        sample.type(),
                        MessagePack.encode(sample.type(), MessagePack.decode(sample.type(), sample.bytes()))))
                .toList();
        List<Answer> answers = GoPeer.echo(ours);
        assertThat(answers).hasSameSizeAs(samples);
        for (int index = 0; index < answers.size(); index++) {
            Sample sample = samples.get(index);
            assertThat(answers.get(index).hexOrWhy())
                    .as(sample.name())
                    .isEqualTo(HexFormat.of().formatHex(sample.bytes()));
        }
    }

    @Test
    void whereOrderMeansNothingToGoEitherTheBytesAreTheSame() {
        for (Sample sample : samples) {
            if (!sample.name().equals("set of numbers")) {
                assertThat(MessagePack.encode(sample.type(), MessagePack.decode(sample.type(), sample.bytes())))
                        .as(sample.name())
                        .isEqualTo(sample.bytes());
            }
        }
    }

    @Test
    void jsonHoldsTheSameValues() {
        for (Sample sample : samples) {
            // As JSON a float is written in its shortest form, which is another number.
            if (!sample.json().equals("-") && !sample.name().equals("of a float")) {
                assertThat(Json.decode(sample.type(), sample.json().getBytes(StandardCharsets.UTF_8)))
                        .as(sample.name())
                        .isEqualTo(MessagePack.decode(sample.type(), sample.bytes()));
            }
        }
    }

    private Value sample(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .map(sample -> MessagePack.decode(sample.type(), sample.bytes()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theValuesAreThoseThatGoMeant() {
        Refinement.Bound one = new Refinement.Bound(BigDecimal.ONE, true);
        Refinement.Bound most = new Refinement.Bound(new BigDecimal("65535.5"), true);
        Refinement.Bound tenth = new Refinement.Bound(new BigDecimal("0.1"), false);
        Map<String, Value> expected = Map.ofEntries(
                Map.entry("text beyond ASCII", Value.of("naïve 镜像 \uD83D\uDC33")),
                Map.entry("null text", Value.none()),
                Map.entry("-33", Value.of(-33)),
                Map.entry("4294967296", Value.of(4294967296L)),
                Map.entry("above int64", Value.of(new BigDecimal("9223372036854775808"))),
                Map.entry("no float holds it", Value.of(new BigDecimal("0.1"))),
                Map.entry("of a float", Value.of(new BigDecimal(0.1))),
                Map.entry("list", Value.sequence(Value.of("b"), Value.of("a"), Value.of("b"))),
                Map.entry("list with an unknown", Value.sequence(Value.of("a"), Value.unknown())),
                Map.entry(
                        "set",
                        Value.set(
                                List.of(Value.of("windows/amd64"), Value.of("linux/arm64"), Value.of("linux/amd64")))),
                Map.entry(
                        "map", Value.fields(Map.of("a", Value.of(false), "b", Value.of(true), "a.b[0]", Value.none()))),
                Map.entry("unknown", Value.unknown()),
                Map.entry("unknown, not null", Value.unknown(Refinement.notNull())),
                Map.entry(
                        "unknown with a prefix", Value.unknown(Refinement.none().prefix("sha256:"))),
                Map.entry(
                        "unknown from and to",
                        Value.unknown(Refinement.none().from(one).to(most))),
                Map.entry("unknown above", Value.unknown(Refinement.notNull().from(tenth))),
                Map.entry(
                        "unknown of a length",
                        Value.unknown(Refinement.notNull().minLength(1).maxLength(1000))),
                Map.entry("dynamic null", Value.none()),
                Map.entry("dynamic null text", new Value.Typed(Type.string(), Value.none())),
                Map.entry("dynamic unknown number", new Value.Typed(Type.number(), Value.unknown())),
                Map.entry("dynamic text", new Value.Typed(Type.string(), Value.of("a"))));
        expected.forEach((name, value) -> assertThat(sample(name)).as(name).isEqualTo(value));
    }

    @Test
    void goReadsValuesThatWeMakeUp() throws IOException {
        long seed = System.nanoTime();
        RandomValues random = new RandomValues(seed);
        List<Type> types = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (int index = 0; index < RANDOM_VALUES; index++) {
            Type type = random.type();
            Value value = random.value(type);
            byte[] bytes = MessagePack.encode(type, value);
            assertThat(MessagePack.decode(type, bytes))
                    .as("seed %d, %d", seed, index)
                    .isEqualTo(value);
            types.add(type);
            values.add(value);
            questions.add(GoPeer.question(type, bytes));
        }
        List<Answer> answers = GoPeer.echo(questions);
        assertThat(answers).hasSize(RANDOM_VALUES);
        for (int index = 0; index < RANDOM_VALUES; index++) {
            Answer answer = answers.get(index);
            String where = "seed %d, %d: %s %s".formatted(seed, index, questions.get(index), answer);
            assertThat(answer.ok()).as(where).isTrue();
            byte[] again = HexFormat.of().parseHex(answer.hexOrWhy());
            assertThat(MessagePack.decode(types.get(index), again)).as(where).isEqualTo(values.get(index));
        }
    }

    @Test
    void aLongPrefixIsCutToWhatGoTakes() throws IOException {
        String repository = "registry.example/" + "镜".repeat(1_000);
        byte[] bytes = MessagePack.encode(
                Type.string(), Value.unknown(Refinement.notNull().prefix(repository)));
        assertThat(GoPeer.echo(List.of(GoPeer.question(Type.string(), bytes)))
                        .getFirst()
                        .hexOrWhy())
                .isEqualTo(HexFormat.of().formatHex(bytes));
    }
}
