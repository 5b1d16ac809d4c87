package dev.imagesync.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Runs several ways of doing the same work in turns: A B C, A B C, ... A first round warms up and is not counted. */
final class Turns {

    private final int rounds;

    Turns(int rounds) {
        this.rounds = rounds;
    }

    /** These, but no more of them than so many. */
    Turns atMost(int most) {
        return new Turns(Math.min(rounds, most));
    }

    /** The heading of a column of times. */
    String wall() {
        return "wall, s: median (min-max) of " + rounds;
    }

    /** What was measured of one way. */
    record Result(Spread seconds, Spread cpuSeconds) {}

    /**
     * Measures.
     *
     * @param ways by name; each is given the number of the round, from 0
     */
    Map<String, Result> measure(Map<String, IntFunction<Measured>> ways) {
        Map<String, List<Measured>> all = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, IntFunction<Measured>> way : ways.entrySet()) {
                Measured measured = way.getValue().apply(round);
                if (round > 0) {
                    all.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(measured);
                }
            }
        }
        Map<String, Result> results = new LinkedHashMap<>();
        all.forEach((name, measured) -> results.put(
                name,
                new Result(
                        spread(measured.stream().map(Measured::wall).toList()),
                        spread(measured.stream().map(Measured::cpu).toList()))));
        return results;
    }

    private static Spread spread(List<Duration> times) {
        return Spread.of(times.stream().map(time -> time.toNanos() / 1e9).toList());
    }
}
