package dev.imagesync.cli;

import dev.imagesync.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs one command line after the other in one process, which is how the AOT cache of this door learns what all commands need:
 * the JVM records one process.
 */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Runs each line of a file, whose words are parted by spaces, and the last as the program itself would. Ends with the exit
     * code of the first that fails.
     */
    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        for (String line : lines.subList(0, lines.size() - 1)) {
            int code = Main.run(
                    line.split(" "),
                    Terminal.of(System.out, System.err, false, System.getenv()),
                    System.getenv(),
                    Operation.unattended());
            if (code != Main.DONE) {
                System.exit(code);
            }
        }
        Main.main(lines.getLast().split(" "));
    }
}
