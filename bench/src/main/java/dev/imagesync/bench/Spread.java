package dev.imagesync.bench;

import java.util.List;
import java.util.Locale;

/**
 * The middle and the ends of what was measured.
 *
 * @param median half of the values are below it
 */
record Spread(double median, double min, double max) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** The middle alone. */
    String middle() {
        return String.format(Locale.ROOT, "%.2f", median);
    }

    /** How many times as much as the other, by their middles. */
    String to(Spread other) {
        return String.format(Locale.ROOT, "%.2f", median / other.median());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, min, max);
    }
}
