package dev.imagesync.terraform;

import dev.imagesync.goplugin.HostLog;
import dev.imagesync.operation.Feedback;
import dev.imagesync.problem.Problem;
import dev.imagesync.terraform.rpc.AttributePath;
import dev.imagesync.terraform.rpc.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one call tells its user: errors and warnings with the answer, the rest in the host's log. Thread-safe. */
final class Diagnostics implements Feedback {

    private static final Pattern STEP = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)|\\[\"([^\"]*)\"]|\\[([0-9]+)]");

    private final List<Diagnostic> told = new ArrayList<>();
    private final HostLog log;

    Diagnostics(HostLog log) {
        this.log = log;
    }

    synchronized List<Diagnostic> all() {
        return List.copyOf(told);
    }

    synchronized boolean hasErrors() {
        return told.stream().anyMatch(one -> one.getSeverity() == Diagnostic.Severity.ERROR);
    }

    @Override
    public void info(String text) {
        log.log(HostLog.Level.INFO, Spelling.prose(text));
    }

    @Override
    public void status(String text) {
        if (!text.isEmpty()) {
            log.log(HostLog.Level.INFO, Spelling.prose(text));
        }
    }

    @Override
    public synchronized void warn(String text) {
        told.add(Diagnostic.newBuilder()
                .setSeverity(Diagnostic.Severity.WARNING)
                .setSummary("imagesync")
                .setDetail(Spelling.prose(text))
                .build());
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
                .setDetail(Spelling.prose(detail));
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
