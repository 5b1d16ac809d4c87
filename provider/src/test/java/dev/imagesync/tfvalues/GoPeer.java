package dev.imagesync.tfvalues;

import dev.imagesync.testkit.PinnedTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Terraform's own reading and writing of values, in Go. */
final class GoPeer {

    /** A value that Go wrote into a place of a type; json is "-" when it holds unknowns. */
    record Sample(String name, Type type, byte[] bytes, String json) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What Go made of our bytes: its own bytes for the value, or why it could not read them. */
    record Answer(boolean ok, String hexOrWhy, String shown) {}

    private GoPeer() {}

    static List<Sample> samples() throws IOException {
        return run("samples", List.of()).stream()
                .map(line -> line.split("\t", -1))
                .map(part ->
                        new Sample(part[0], Type.parse(part[1]), HexFormat.of().parseHex(part[2]), part[3]))
                .toList();
    }

    static String question(Type type, byte[] bytes) {
        return type.json() + "\t" + HexFormat.of().formatHex(bytes);
    }

    static List<Answer> echo(List<String> questions) throws IOException {
        return run("echo", questions).stream()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .map(part -> new Answer(part.get(0).equals("ok"), part.get(1), part.getLast()))
                .toList();
    }

    private static List<String> run(String command, List<String> input) throws IOException {
        Process process = new ProcessBuilder(PinnedTools.bin("plugin-peer").toString(), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = Thread.startVirtualThread(() -> {
            try (PrintWriter lines = new PrintWriter(process.outputWriter())) {
                input.forEach(lines::println);
            }
        });
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            writer.join();
            return lines;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroy();
        }
    }
}
