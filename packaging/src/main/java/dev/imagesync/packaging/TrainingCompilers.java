package dev.imagesync.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a training compiles. The JVM writes into the cache how far each method got, and goes there at once in later runs: so the
 * quick compiler alone trains, and later runs have its plain code from the first compilation on, without the counters that only
 * the optimizing compiler needs. What that one is to compile stays uncompiled in the training, so that nothing is known of it
 * and it climbs as ever.
 */
final class TrainingCompilers {

    private static final String SCALED = "-XX:CompileCommand=CompileThresholdScaling,";

    private TrainingCompilers() {}

    /** @param javaOptions what the program runs with, which names what the optimizing compiler is for */
    static List<String> options(Path javaOptions) throws IOException {
        List<String> optimized = Files.readAllLines(javaOptions).stream()
                .filter(option -> option.startsWith(SCALED))
                .map(option -> option.substring(SCALED.length(), option.lastIndexOf(',')))
                .toList();
        if (optimized.isEmpty()) {
            throw new IllegalStateException(javaOptions + " names nothing for the optimizing compiler");
        }
        return Stream.concat(
                        Stream.of("-XX:TieredStopAtLevel=1"),
                        optimized.stream().map(method -> "-XX:CompileCommand=exclude," + method))
                .toList();
    }
}
