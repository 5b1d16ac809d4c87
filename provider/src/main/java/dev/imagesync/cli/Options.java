package dev.imagesync.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command without a subcommand, and the options that every subcommand takes. */
@Command(
        name = "imagesync",
        description = "Copies images between registries byte for byte, tells their digests, and takes tags away.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  imagesync copy docker.io/library/busybox:1.36 registry.corp.example/mirror/busybox:1.36",
            "  imagesync digest registry.corp.example/mirror/busybox:1.36",
            "  imagesync copy --from images.txt --output json",
            "",
            "Exit codes: 0 done, 1 failed, 64 the command line is wrong, 130 interrupted.",
            "Credentials come from your docker login; `imagesync auth explain REF` shows which.",
            "Completion: source <(imagesync completion)"
        })
final class Options implements Runnable {

    enum Output {
        TEXT,
        JSON
    }

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print the result on stdout. Default: text")
    Output output = Output.TEXT;

    @Option(
            names = "--plain-http",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST",
            description = "Speak plain HTTP to this registry; may be repeated. Loopback is plain HTTP anyway")
    List<String> plainHttp = new ArrayList<>();

    @Option(
            names = "--ca-file",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST=FILE",
            description =
                    "Trust the certificates of this PEM file for this registry, and speak HTTPS to it; may be repeated")
    Map<String, Path> caFiles = new LinkedHashMap<>();

    @Option(
            names = "--trusted-host",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST=TRUSTED",
            description = "Follow this registry to TRUSTED, a host on a private network, for tokens and blobs; may be"
                    + " repeated. Metadata addresses are never followed")
    List<String> trustedHosts = new ArrayList<>();

    @Option(
            names = "--docker-config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Read this docker config instead of the usual ones")
    @Nullable
    Path dockerConfig;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "End what is not done after this long, for example 90s, 10m or 2h. Default: as long as it takes")
    @Nullable
    Duration timeout;

    /** A number with its unit. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smh])");

        @Override
        public Duration convert(String text) {
            Matcher time = TIME.matcher(text);
            if (!time.matches()) {
                throw new TypeConversionException("\"" + text + "\" is not a time such as 90s, 10m or 2h");
            }
            long number = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print each request and its answer on stderr, without secrets")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Print this help")
    boolean help;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }
}
