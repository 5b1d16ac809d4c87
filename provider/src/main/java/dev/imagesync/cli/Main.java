package dev.imagesync.cli;

import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code imagesync}: copies, compares and deletes images by hand, with the engine that serves the providers. */
public final class Main {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 64;
    static final int INTERRUPTED = 130;

    /** How long an interrupted command may clean up: close both legs of a copy, and give its upload back. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) {
        Cancellation cancellation = new Cancellation();
        Operation operation = Operation.unattended().endedBy(cancellation);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(cancellation, ended), "interrupt"));
        boolean onTerminal = Boolean.getBoolean("imagesync.terminal");
        int code = FAILED;
        try {
            code = run(
                    args, Terminal.of(System.out, System.err, onTerminal, System.getenv()), System.getenv(), operation);
        } finally {
            ended.countDown();
        }
        System.exit(code);
    }

    private static void interrupt(Cancellation cancellation, CountDownLatch ended) {
        if (ended.getCount() > 0) {
            cancellation.cancel();
            try {
                if (!ended.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("imagesync: cleaning up took too long; an upload may be left to expire");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }

    /** Runs one command line and gives its exit code. */
    static int run(String[] args, Terminal terminal, Map<String, String> environment, Operation operation) {
        Options options = new Options();
        Operation heard = new Operation("", terminal, operation.cancellation());
        try (Session session = new Session(options, terminal, environment, heard)) {
            return commands(options, session, terminal).execute(args);
        } catch (Error e) {
            terminal.error(problemOf(e));
            return FAILED;
        }
    }

    private static CommandLine commands(Options options, Session session, Terminal terminal) {
        CommandSpec all = options.spec();
        List<Command> commands = List.of(
                new CopyCommand(session),
                new DigestCommand(session),
                new InspectCommand(session),
                new TagsCommand(session),
                new UntagCommand(session),
                new ImagesCommand(session),
                new RenderCommand(session),
                new AuthCommand(session),
                new VersionCommand(session),
                new CompletionCommand(session));
        for (Command command : commands) {
            CommandSpec spec = command.spec();
            all.addSubcommand(spec.name(), spec);
        }
        return new CommandLine(all)
                .setOut(terminal.outWriter())
                .setErr(terminal.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colors() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    Problem problem = problemOf(e);
                    terminal.error(problem);
                    return isUsage(problem) ? USAGE : FAILED;
                })
                .setParameterExceptionHandler((e, arguments) -> {
                    terminal.error(Problem.ofInput(
                            Code.COMMAND_LINE_INVALID,
                            Objects.toString(e.getMessage(), "the command line"),
                            "see `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`"));
                    return USAGE;
                });
    }

    /** What is told of something thrown: what is no problem of ours is a defect. */
    static Problem problemOf(Throwable e) {
        if (e instanceof ImagesyncException known) {
            return known.problem();
        }
        return Problem.ofInput(
                Code.DEFECT, e.toString(), "report it with the output of the same command under --verbose");
    }

    /** What is wrong before any registry is asked is wrong in the command line. */
    private static boolean isUsage(Problem problem) {
        return problem.code().id().startsWith("IS1");
    }
}
