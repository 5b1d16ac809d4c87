package dev.imagesync.tfvalues;

import dev.imagesync.tfvalues.MessagePackReader.Extension;
import java.math.BigDecimal;
import java.util.Optional;

/** Refinements on the wire: an extension whose payload is a map from small numbers to what they say. */
final class Refinements {

    /** The code of an unknown value of which nothing is known. */
    static final int PLAIN = 0;

    /** The code of an unknown value with refinements. */
    static final int REFINED = 12;

    private static final int NULLNESS = 1;
    private static final int PREFIX = 2;
    private static final int LOWER_BOUND = 3;
    private static final int UPPER_BOUND = 4;
    private static final int MIN_LENGTH = 5;
    private static final int MAX_LENGTH = 6;

    private Refinements() {}

    /** Reads what is understood. A refinement is only a hint, so what is not understood is as good as not said. */
    static Refinement decode(Extension extension) {
        if (extension.code() != REFINED) {
            return Refinement.none();
        }
        MessagePackReader reader = new MessagePackReader(extension.payload(), new Trail());
        Refinement refinement = Refinement.none();
        try {
            int entries = reader.mapLength();
            for (int entry = 0; entry < entries; entry++) {
                int key = reader.number().intValueExact();
                if (key < NULLNESS || key > MAX_LENGTH) {
                    return refinement;
                }
                refinement = decode(refinement, key, reader);
            }
            return refinement;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return refinement;
        }
    }

    private static Refinement decode(Refinement refinement, int key, MessagePackReader reader) {
        return switch (key) {
            case NULLNESS -> reader.bool() ? refinement : refinement.andNotNull();
            case PREFIX -> refinement.prefix(reader.text());
            case LOWER_BOUND -> refinement.from(bound(reader));
            case UPPER_BOUND -> refinement.to(bound(reader));
            case MIN_LENGTH -> refinement.minLength(reader.number().longValueExact());
            default -> refinement.maxLength(reader.number().longValueExact());
        };
    }

    private static Refinement.Bound bound(MessagePackReader reader) {
        if (reader.arrayLength() != 2) {
            throw reader.fail("a number and a bool are expected");
        }
        BigDecimal value = reader.number();
        return new Refinement.Bound(value, reader.bool());
    }

    /** Writes an unknown value. */
    static void encode(Refinement refinement, MessagePackWriter writer) {
        if (refinement.equals(Refinement.none())) {
            writer.extension(PLAIN, new byte[1]);
            return;
        }
        MessagePackWriter payload = new MessagePackWriter();
        payload.mapLength(count(refinement));
        if (refinement.neverNull()) {
            payload.integer(NULLNESS);
            payload.bool(false);
        }
        if (!refinement.prefix().isEmpty()) {
            payload.integer(PREFIX);
            payload.text(refinement.prefix());
        }
        encode(LOWER_BOUND, refinement.range().atLeast(), payload);
        encode(UPPER_BOUND, refinement.range().atMost(), payload);
        if (refinement.minLength() > 0) {
            payload.integer(MIN_LENGTH);
            payload.integer(refinement.minLength());
        }
        if (refinement.maxLength().isPresent()) {
            payload.integer(MAX_LENGTH);
            payload.integer(refinement.maxLength().get());
        }
        writer.extension(REFINED, payload.bytes());
    }

    private static void encode(int key, Optional<Refinement.Bound> bound, MessagePackWriter payload) {
        if (bound.isPresent()) {
            payload.integer(key);
            payload.arrayLength(2);
            payload.number(bound.get().value());
            payload.bool(bound.get().inclusive());
        }
    }

    private static int count(Refinement refinement) {
        return (refinement.neverNull() ? 1 : 0)
                + (refinement.prefix().isEmpty() ? 0 : 1)
                + (refinement.range().atLeast().isPresent() ? 1 : 0)
                + (refinement.range().atMost().isPresent() ? 1 : 0)
                + (refinement.minLength() > 0 ? 1 : 0)
                + (refinement.maxLength().isPresent() ? 1 : 0);
    }
}
