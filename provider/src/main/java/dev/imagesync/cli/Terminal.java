package dev.imagesync.cli;

import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Problem;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command speaks: data on stdout, everything else on stderr. On a terminal the last line of stderr shows progress and
 * is written over; elsewhere every line stays. Thread-safe.
 */
final class Terminal implements Feedback {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final String RED = "\033[1;31m";
    private static final String PLAIN = "\033[0m";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final boolean colors;
    private String progress = "";

    private Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colors) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.colors = colors;
    }

    /**
     * The terminal of a process.
     *
     * @param interactive whether stderr is a terminal
     */
    static Terminal of(PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {
        boolean wantsColors = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(out, err, interactive, interactive && wantsColors);
    }

    boolean interactive() {
        return interactive;
    }

    boolean colors() {
        return colors;
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** A line of the result. */
    synchronized void data(String line) {
        clear();
        out.println(line);
        redraw();
    }

    /** A result of many lines, as it is. */
    synchronized void content(String text) {
        clear();
        out.print(text);
        out.flush();
        redraw();
    }

    /** A line beside the result. */
    synchronized void note(String line) {
        clear();
        err.println(Spelling.spell(line));
        redraw();
    }

    @Override
    public void info(String text) {
        note(text);
    }

    @Override
    public void warn(Warning warning) {
        note("warning: " + warning.text());
    }

    @Override
    public void status(String text) {
        progress(text);
    }

    synchronized void error(Problem problem) {
        clear();
        progress = "";
        err.println((colors ? RED + "error" + PLAIN : "error") + Spelling.spell(problem.render()));
    }

    /** Where the work stands; on a terminal only, in place of what stood there. Empty takes it away. */
    synchronized void progress(String line) {
        if (interactive) {
            clear();
            progress = line;
            redraw();
        }
    }

    private void clear() {
        if (!progress.isEmpty()) {
            err.print(CLEAR_LINE);
        }
    }

    private void redraw() {
        if (!progress.isEmpty()) {
            err.print(progress);
            err.flush();
        }
    }
}
