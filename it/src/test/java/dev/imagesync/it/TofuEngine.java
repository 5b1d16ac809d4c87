package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real OpenTofu, or the real Terraform, with a program in HCL. */
final class TofuEngine implements Engine {

    private static final Pattern LINE = Pattern.compile(
            "# imagesync\\.(\\S+) (will be created|will be updated in-place|must be replaced|will be destroyed)");

    /** Outputs alone may change: a destroy that fails has taken them away all the same. */
    private static final Pattern NOTHING = Pattern.compile("No changes\\.|without changing any real infrastructure");

    private final AttachedProvider provider = AttachedProvider.terraform();
    private final Path folder;
    private final Tofu tofu;
    private String settings = "";
    private int release;

    /**
     * An engine in a folder of its own.
     *
     * @param tool the tool's name among those of the tests
     */
    TofuEngine(String tool) {
        try {
            folder = Files.createTempDirectory("imagesync-" + tool);
            tofu = Tofu.attached(folder, tool, provider);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Engine onUnreachable(String value) {
        settings = "provider \"imagesync\" {\n  on_unreachable = \"" + value + "\"\n}\n";
        return this;
    }

    @Override
    public Engine program(Image... images) {
        release++;
        String blocks = Stream.of(images).map(this::blocks).collect(Collectors.joining());
        try {
            tofu.program(settings + blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private String blocks(Image image) {
        List<String> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Image.Options options = image.options();
        lines.add("source = " + value(image, Image.Later.SOURCE, quoted(image.source()), blocks));
        lines.add("destination = " + quoted(image.destination()));
        if (options.pin() != null) {
            lines.add("source_digest = " + value(image, Image.Later.PIN, quoted(options.pin()), blocks));
        }
        if (!options.platforms().isEmpty()) {
            String platforms = options.platforms().stream()
                    .map(TofuEngine::quoted)
                    .collect(Collectors.joining(", ", "toset([", "])"));
            lines.add("platforms = " + value(image, Image.Later.PLATFORMS, platforms, blocks));
        }
        lines.add("include_referrers = " + options.includeReferrers());
        lines.add("delete_policy = " + quoted(options.deletePolicy()));
        blocks.add("resource \"imagesync\" \"%s\" {\n  %s\n}\n".formatted(image.name(), String.join("\n  ", lines)));
        blocks.add("output \"%1$s\" {\n  value = imagesync.%1$s.digest_ref\n}\n".formatted(image.name()));
        return String.join("", blocks);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /** The value itself, or what comes out of a resource that is made anew with each program. */
    private String value(Image image, Image.Later input, String value, List<String> blocks) {
        if (!image.isLater(input)) {
            return value;
        }
        blocks.add("resource \"terraform_data\" \"later\" {\n  input = %s\n  triggers_replace = \"%s\"\n}\n"
                .formatted(value, release));
        return "terraform_data.later.output";
    }

    @Override
    public Outcome run(Command command) {
        Tofu.Ended ended = end(command);
        assertThat(ended.code()).as(ended.printed()).isZero();
        Map<String, Change> changes = new HashMap<>();
        for (MatchResult line : LINE.matcher(ended.printed()).results().toList()) {
            changes.put(line.group(1), change(line.group(2)));
        }
        assertThat(changes.isEmpty())
                .as("%s was read from: %s", changes, ended.printed())
                .isEqualTo(NOTHING.matcher(ended.printed()).find());
        return new Outcome(changes, oneLine(ended.printed()));
    }

    private static Change change(String words) {
        return switch (words) {
            case "will be created" -> Change.CREATE;
            case "will be updated in-place" -> Change.UPDATE;
            case "must be replaced" -> Change.REPLACE;
            case "will be destroyed" -> Change.DELETE;
            default -> throw new IllegalArgumentException(words);
        };
    }

    /** Without the frame of a warning. */
    private static String oneLine(String printed) {
        return printed.replaceAll("[\\s╷│╵]+", " ");
    }

    private Tofu.Ended end(Command command) {
        try {
            return switch (command) {
                case PLAN -> tofu.run("plan", "-no-color");
                case APPLY -> tofu.run("apply", "-auto-approve", "-no-color");
                case DESTROY -> tofu.run("destroy", "-auto-approve", "-no-color");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String failing(Command command) {
        Tofu.Ended ended = end(command);
        assertThat(ended.code())
                .as("%s must fail: %s", command, ended.printed())
                .isNotZero();
        return oneLine(ended.printed());
    }

    @Override
    public String digestRef(Image image) {
        try {
            return tofu.output(image.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        provider.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
