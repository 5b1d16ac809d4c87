package dev.imagesync.terraform;

import dev.imagesync.goplugin.HostLog;
import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Problem;
import dev.imagesync.terraform.rpc.AttributePath;
import dev.imagesync.terraform.rpc.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one call tells its user: errors and warnings with the answer, the rest in the host's log. Thread-safe. */
final class Diagnostics implements Feedback {

    private static final Pattern STEP = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)|\\[\"([^\"]*)\"]|\\[([0-9]+)]");

    private final List<Diagnostic> told = new ArrayList<>();
    private final HostLog log;
    private String subject = "";

    Diagnostics(HostLog log) {
        this.log = log;
    }

    synchronized List<Diagnostic> all() {
        return List.copyOf(told);
    }

    synchronized boolean hasErrors() {
        return errorCount() > 0;
    }

    synchronized int errorCount() {
        return (int) told.stream()
                .filter(one -> one.getSeverity() == Diagnostic.Severity.ERROR)
                .count();
    }

    /** The details of the errors, for an answer that has no diagnostics. */
    synchronized String errors() {
        return told.stream()
                .filter(one -> one.getSeverity() == Diagnostic.Severity.ERROR)
                .map(Diagnostic::getDetail)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void info(String text) {
        log.log(HostLog.Level.INFO, Spelling.spell(text));
    }

    @Override
    public void status(String text) {
        if (!text.isEmpty()) {
            log.log(HostLog.Level.INFO, Spelling.spell(text));
        }
    }

    /**
     * Names what is told of from now on. OpenTofu shows one diagnostic of all that have one summary, so that a summary tells which
     * image it is about.
     */
    synchronized void about(String image) {
        subject = image;
    }

    @Override
    public synchronized void warn(Warning warning) {
        Diagnostic.Builder diagnostic = Diagnostic.newBuilder()
                .setSeverity(Diagnostic.Severity.WARNING)
                .setSummary(warning.summary() + (subject.isEmpty() ? "" : ": " + subject))
                .setDetail(Spelling.spell(warning.text()));
        if (!warning.property().isEmpty()) {
            diagnostic.setAttribute(path(warning.property()));
        }
        told.add(diagnostic.build());
    }

    synchronized void error(Problem problem) {
        told.add(newError(problem.code().summary(), problem.render()).build());
    }

    /**
     * An error about one attribute.
     *
     * @param path in camel case or snake case, for example {@code registries["docker.io"].caFile}
     */
    synchronized void error(String path, String reason) {
        told.add(newError("Invalid " + Spelling.name(path), reason)
                .setAttribute(path(path))
                .build());
    }

    private static Diagnostic.Builder newError(String summary, String detail) {
        return Diagnostic.newBuilder()
                .setSeverity(Diagnostic.Severity.ERROR)
                .setSummary(summary)
                .setDetail(Spelling.spell(detail));
    }

    private static AttributePath path(String text) {
        AttributePath.Builder path = AttributePath.newBuilder();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            AttributePath.Step.Builder one = AttributePath.Step.newBuilder();
            if (step.group(1) != null) {
                one.setAttributeName(Spelling.name(step.group(1)));
            } else if (step.group(2) != null) {
                one.setElementKeyString(step.group(2));
            } else {
                // The elements of a set have no number on the wire; the attribute itself is blamed.
                break;
            }
            path.addSteps(one);
        }
        return path.build();
    }
}
