package dev.imagesync.tfvalues;

import java.math.BigDecimal;

/** Numbers written out. What a peer writes must not make a number that takes all memory to write again. */
final class Decimal {

    private static final int MAX_DIGITS = 10_000;

    private Decimal() {}

    static BigDecimal parse(String text, Trail trail) {
        if (text.length() > MAX_DIGITS) {
            throw trail.fail("a number of more than " + MAX_DIGITS + " digits");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw trail.fail("\"" + abbreviated(text) + "\" is not a number");
        }
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw trail.fail("a number of more than " + MAX_DIGITS + " digits");
        }
        return number;
    }

    private static String abbreviated(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
