package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code imagesync copy}: one image, or all of a list. */
@Command(
        name = "copy",
        description = {
            "Copies images with all their platforms, byte for byte, and prints what to pull.",
            "",
            "What the destination has already is not moved again, and a tag is written last: it never points at an image"
                    + " that is not whole. A destination tag that points elsewhere is re-pointed."
        })
final class CopyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SRC",
            description = "For example docker.io/library/busybox:1.36")
    @Nullable
    String source;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DST",
            description = "The tag to write, for example registry.corp.example/mirror/busybox:1.36")
    @Nullable
    String destination;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Copy every image of this list: a line each, SRC DST; # begins a comment; - reads stdin")
    @Nullable
    Path list;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many images of a list are copied at a time. Default: ${DEFAULT-VALUE}")
    int jobs;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            description =
                    "Copy an index with this platform alone; may be repeated. The digest then differs from the source's")
    List<String> platforms = new ArrayList<>();

    @Option(names = "--include-referrers", description = "Copy signatures, SBOMs and the like with the image")
    boolean includeReferrers;

    @Option(names = "--dry-run", description = "Ask both registries, say what would be done, and change nothing")
    boolean dryRun;

    CopyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (list == null) {
            return copyOne();
        }
        if (source != null) {
            throw usage("both SRC and --from are given", "give an image, or a list of images");
        }
        if (jobs < 1) {
            throw usage("--jobs is " + jobs, "give at least 1");
        }
        return copyAll(CopyList.read(list));
    }

    private int copyOne() {
        if (source == null || destination == null) {
            throw usage("SRC and DST are missing", "write `imagesync copy SRC DST`, or `imagesync copy --from FILE`");
        }
        CopyList.Entry entry = CopyList.entry(source, destination);
        try (ProgressLine progress = new ProgressLine(session.terminal())) {
            new ImageCopy(session, progress, selection(), dryRun).run(entry);
        }
        return Main.DONE;
    }

    private int copyAll(List<CopyList.Entry> entries) {
        int failed;
        try (ProgressLine progress = new ProgressLine(session.terminal())) {
            progress.images(entries.size());
            ImageCopy copy = new ImageCopy(session, progress, selection(), dryRun);
            CopyBatch batch = new CopyBatch(
                    jobs,
                    entry -> {
                        copy.run(entry);
                        progress.imageDone();
                    },
                    this::tell);
            failed = batch.run(entries);
        }
        session.operation().check();
        if (failed > 0) {
            session.terminal().note(failed + " of " + entries.size() + " images failed; the others are in place");
            return Main.FAILED;
        }
        return Main.DONE;
    }

    private void tell(Throwable why) {
        if (!session.operation().cancellation().isCancelled()) {
            session.terminal().error(Main.problemOf(why));
        }
    }

    private Selection selection() {
        return new Selection(platforms.stream().map(Platform::parse).collect(Collectors.toSet()), includeReferrers);
    }

    private static ImagesyncException usage(String doing, String next) {
        return Problem.ofInput(Code.COMMAND_LINE_INVALID, doing, next).toException();
    }
}
