package dev.imagesync.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command without a subcommand, and the options that every subcommand takes. */
final class Options implements Command {

    enum Output {
        TEXT,
        JSON
    }

    private static final ITypeConverter<String> TEXT = text -> text;

    /** Picocli's own finds the method by reflection. */
    static final ITypeConverter<Path> FILE = Path::of;

    private final OptionSpec output = everywhere("--output")
            .type(Output.class)
            .paramLabel("text|json")
            .defaultValue("text")
            .description("How to print the result on stdout. Default: text")
            .build();

    private final OptionSpec plainHttp = list("--plain-http")
            .paramLabel("HOST")
            .description("Speak plain HTTP to this registry; may be repeated. Loopback is plain HTTP anyway")
            .build();

    private final OptionSpec caFiles = everywhere("--ca-file")
            .type(Map.class)
            .auxiliaryTypes(String.class, Path.class)
            .converters(TEXT, FILE)
            .initialValue(new LinkedHashMap<String, Path>())
            .paramLabel("HOST=FILE")
            .description(
                    "Trust the certificates of this PEM file for this registry, and speak HTTPS to it; may be repeated")
            .build();

    private final OptionSpec trustedHosts = list("--trusted-host")
            .paramLabel("HOST=TRUSTED")
            .description("Follow this registry to TRUSTED, a host on a private network, for tokens and blobs; may be"
                    + " repeated. Metadata addresses are never followed")
            .build();

    private final OptionSpec dockerConfig = everywhere("--docker-config")
            .type(Path.class)
            .converters(FILE)
            .paramLabel("FILE")
            .description("Read this docker config instead of the usual ones")
            .build();

    private final OptionSpec timeout = everywhere("--timeout")
            .type(Duration.class)
            .converters(new TimeConverter())
            .paramLabel("TIME")
            .description(
                    "End what is not done after this long, for example 90s, 10m or 2h. Default: as long as it takes")
            .build();

    private final OptionSpec verbose = everywhere("-v", "--verbose")
            .type(boolean.class)
            .defaultValue("false")
            .description("Print each request and its answer on stderr, without secrets")
            .build();

    private final OptionSpec help = everywhere("-h", "--help")
            .type(boolean.class)
            .defaultValue("false")
            .usageHelp(true)
            .description("Print this help")
            .build();

    private final CommandSpec spec = named(
            "imagesync", "Copies images between registries byte for byte, tells their digests, and takes tags away.");

    Options() {
        spec.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .footerHeading("%nExamples:%n")
                .footer(
                        "  imagesync copy docker.io/library/busybox:1.36 registry.corp.example/mirror/busybox:1.36",
                        "  imagesync digest registry.corp.example/mirror/busybox:1.36",
                        "  imagesync copy --from images.txt --output json",
                        "",
                        "Exit codes: 0 done, 1 failed, 64 the command line is wrong, 130 interrupted.",
                        "Credentials come from your docker login; `imagesync auth explain REF` shows which.",
                        "Completion: source <(imagesync completion)");
        List.of(output, plainHttp, caFiles, trustedHosts, dockerConfig, timeout, verbose, help)
                .forEach(spec::addOption);
    }

    private static OptionSpec.Builder everywhere(String... names) {
        return OptionSpec.builder(names).scopeType(ScopeType.INHERIT);
    }

    private static OptionSpec.Builder list(String name) {
        return Command.list(name).scopeType(ScopeType.INHERIT);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /** Whether the result is to be printed as JSON. */
    boolean json() {
        return output.getValue() == Output.JSON;
    }

    List<String> plainHttp() {
        return plainHttp.getValue();
    }

    Map<String, Path> caFiles() {
        return caFiles.getValue();
    }

    /** Pairs, as they were written. */
    List<String> trustedHosts() {
        return trustedHosts.getValue();
    }

    @Nullable
    Path dockerConfig() {
        return dockerConfig.getValue();
    }

    @Nullable
    Duration timeout() {
        return timeout.getValue();
    }

    boolean verbose() {
        return verbose.getValue();
    }

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

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
