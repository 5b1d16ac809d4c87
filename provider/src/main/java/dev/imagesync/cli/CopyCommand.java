package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync copy}: one image, or all of a list. */
final class CopyCommand implements Command {

    private final Session session;

    private final PositionalParamSpec source = image("0", "SRC", "For example docker.io/library/busybox:1.36");
    private final PositionalParamSpec destination =
            image("1", "DST", "The tag to write, for example registry.corp.example/mirror/busybox:1.36");

    private final OptionSpec list = OptionSpec.builder("--from")
            .type(Path.class)
            .converters(Options.FILE)
            .paramLabel("FILE")
            .description(
                    "Copy every image of this list: a line each, SRC DST, or SRC alone with --to; # begins a comment;"
                            + " - reads stdin")
            .build();

    private final OptionSpec to = OptionSpec.builder("--to")
            .type(String.class)
            .paramLabel("PREFIX")
            .description(
                    "Where the images of a list go whose lines have no destination, for example registry.corp.example/mirror")
            .build();

    private final MirrorOptions mirror = new MirrorOptions();

    private final OptionSpec shard = OptionSpec.builder("--shard")
            .type(String.class)
            .paramLabel("INDEX/COUNT")
            .description(
                    "Copy this part of the list alone: 0/8 to 7/8 are the parts of eight. Images of one repository stay together")
            .build();

    private final OptionSpec jobs = OptionSpec.builder("--jobs")
            .type(int.class)
            .paramLabel("N")
            .defaultValue("8")
            .description("How many images of a list are copied at a time. Default: ${DEFAULT-VALUE}")
            .build();

    private final OptionSpec platforms = Command.list("--platform")
            .paramLabel("OS/ARCH")
            .description(
                    "Copy an index with this platform alone; may be repeated. The digest then differs from the source's")
            .build();

    private final OptionSpec includeReferrers =
            Command.flag("--include-referrers", "Copy signatures, SBOMs and the like with the image");

    private final OptionSpec dryRun =
            Command.flag("--dry-run", "Ask both registries, say what would be done, and change nothing");

    CopyCommand(Session session) {
        this.session = session;
    }

    private static PositionalParamSpec image(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("0..1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    @Override
    public CommandSpec spec() {
        return mirror.addTo(named(
                        "copy",
                        "Copies images with all their platforms, byte for byte, and prints what to pull.",
                        "",
                        "What the destination has already is not moved again, and a tag is written last: it never points at an"
                                + " image that is not whole. A destination tag that points elsewhere is re-pointed."))
                .addPositional(source)
                .addPositional(destination)
                .addOption(list)
                .addOption(to)
                .addOption(shard)
                .addOption(jobs)
                .addOption(platforms)
                .addOption(includeReferrers)
                .addOption(dryRun);
    }

    @Override
    public Integer call() {
        Path from = list.getValue();
        String prefix = to.getValue();
        String part = shard.getValue();
        if (from == null) {
            if (prefix != null || part != null) {
                throw usage("--to and --shard are for a list", "give the list by --from FILE");
            }
            return copyOne();
        }
        if (source.getValue() != null) {
            throw usage("both SRC and --from are given", "give an image, or a list of images");
        }
        int atATime = jobs.getValue();
        if (atATime < 1) {
            throw usage("--jobs is " + atATime, "give at least 1");
        }
        Shard share = part == null ? Shard.WHOLE : Shard.parse(part);
        List<CopyList.Entry> entries = CopyList.read(from, prefix == null ? null : mirror.rules(prefix));
        return copyAll(
                entries.stream().filter(entry -> share.has(entry.destination())).toList(), atATime);
    }

    private int copyOne() {
        String from = source.getValue();
        String to = destination.getValue();
        if (from == null || to == null) {
            throw usage("SRC and DST are missing", "write `imagesync copy SRC DST`, or `imagesync copy --from FILE`");
        }
        CopyList.Entry entry = CopyList.entry(from, to);
        try (ProgressLine progress = new ProgressLine(session.terminal())) {
            new ImageCopy(session, progress, selection(), dryRun.getValue()).run(entry);
        }
        return Main.DONE;
    }

    private int copyAll(List<CopyList.Entry> entries, int jobs) {
        int failed;
        try (ProgressLine progress = new ProgressLine(session.terminal())) {
            progress.images(entries.size());
            ImageCopy copy = new ImageCopy(session, progress, selection(), dryRun.getValue());
            CopyBatch batch = new CopyBatch(
                    jobs,
                    entry -> {
                        copy.run(entry);
                        progress.imageDone();
                    },
                    session::tell);
            failed = batch.run(entries);
        }
        session.operation().check();
        if (failed > 0) {
            session.terminal().note(failed + " of " + entries.size() + " images failed; the others are in place");
            return Main.FAILED;
        }
        return Main.DONE;
    }

    private Selection selection() {
        List<String> wanted = platforms.getValue();
        return new Selection(
                wanted.stream().map(Platform::parse).collect(Collectors.toSet()), includeReferrers.getValue());
    }

    private static ImagesyncException usage(String doing, String next) {
        return Problem.ofInput(Code.COMMAND_LINE_INVALID, doing, next).toException();
    }
}
