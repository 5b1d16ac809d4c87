package dev.imagesync.tfvalues;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Types and values of them, such as Terraform itself can hold. */
final class RandomValues {

    private static final int MAX_DEPTH = 4;
    private static final String LETTERS = "abc:/@.-\"\\\n é镜\uD83D\uDC33";

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    Type type() {
        return type(MAX_DEPTH, true);
    }

    /** Dynamic parts stand in objects and tuples alone: elsewhere Terraform wants all of one type. */
    private Type type(int depth, boolean mayBeDynamic) {
        return switch (random.nextInt(depth == 0 ? 4 : 9)) {
            case 0 -> Type.string();
            case 1 -> Type.number();
            case 2 -> Type.bool();
            case 3 -> mayBeDynamic ? Type.dynamic() : Type.string();
            case 4 -> Type.list(type(depth - 1, false));
            case 5 -> Type.set(type(depth - 1, false));
            case 6 -> Type.map(type(depth - 1, false));
            case 7 -> new Type.TupleOf(some(() -> type(depth - 1, mayBeDynamic)));
            default -> {
                Map<String, Type> attributes = new TreeMap<>();
                some(() -> attributes.put(text(), type(depth - 1, mayBeDynamic)));
                yield Type.object(attributes);
            }
        };
    }

    Value value(Type type) {
        return value(type, true);
    }

    /** Nothing in a set is unknown: Terraform would take the whole set to be. */
    private Value value(Type type, boolean mayBeUnknown) {
        int chance = random.nextInt(10);
        if (chance == 0) {
            return Value.none();
        }
        if (chance == 1 && mayBeUnknown) {
            return Value.unknown(refinement(type));
        }
        return switch (type) {
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> Value.of(text());
                    case NUMBER -> Value.of(number());
                    case BOOL -> Value.of(random.nextBoolean());
                };
            case Type.Dynamic dynamic -> {
                Type own = type(1, false);
                yield new Value.Typed(own, value(own, mayBeUnknown));
            }
            case Type.ListOf list -> new Value.ListValue(some(() -> value(list.element(), mayBeUnknown)));
            case Type.SetOf set -> {
                Set<Value> elements = new LinkedHashSet<>(some(() -> value(set.element(), false)));
                yield new Value.SetValue(elements);
            }
            case Type.MapOf map -> {
                SortedMap<String, Value> entries = new TreeMap<>();
                some(() -> entries.put(text(), value(map.element(), mayBeUnknown)));
                yield new Value.Fields(entries);
            }
            case Type.TupleOf tuple ->
                new Value.ListValue(tuple.elements().stream()
                        .map(element -> value(element, mayBeUnknown))
                        .toList());
            case Type.ObjectOf object -> {
                SortedMap<String, Value> attributes = new TreeMap<>();
                object.attributes().forEach((name, own) -> attributes.put(name, value(own, mayBeUnknown)));
                yield new Value.Fields(attributes);
            }
        };
    }

    private Refinement refinement(Type type) {
        Refinement base = random.nextBoolean() ? Refinement.notNull() : Refinement.none();
        if (type instanceof Type.Dynamic) {
            return Refinement.none();
        }
        if (random.nextBoolean()) {
            return base;
        }
        return switch (type) {
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> base.prefix("p" + text());
                    case NUMBER ->
                        base.from(bound(-random.nextLong(1L << 40))).to(bound(1 + random.nextLong(1L << 40)));
                    case BOOL -> base;
                };
            case Type.ListOf list -> lengths(base);
            case Type.SetOf set -> lengths(base);
            case Type.MapOf map -> lengths(base);
            case Type.Dynamic dynamic -> base;
            case Type.TupleOf tuple -> base;
            case Type.ObjectOf object -> base;
        };
    }

    private Refinement.Bound bound(long value) {
        return new Refinement.Bound(BigDecimal.valueOf(value), random.nextBoolean());
    }

    private Refinement lengths(Refinement base) {
        return base.minLength(1 + random.nextInt(300)).maxLength(400 + random.nextInt(70_000));
    }

    private String text() {
        int[] points = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(6);
        for (int index = 0; index < length; index++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private BigDecimal number() {
        BigInteger digits = new BigInteger(random.nextInt(80), random);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? digits : digits.negate());
        return switch (random.nextInt(3)) {
            case 0 -> number;
            case 1 -> number.movePointLeft(random.nextInt(30));
            default -> new BigDecimal(random.nextDouble());
        };
    }

    private <T> List<T> some(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        int count = random.nextInt(20) == 0 ? 16 + random.nextInt(4) : random.nextInt(4);
        for (int index = 0; index < count; index++) {
            all.add(one.get());
        }
        return all.stream().filter(Objects::nonNull).toList();
    }
}
