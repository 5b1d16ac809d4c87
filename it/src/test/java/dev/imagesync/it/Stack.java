package dev.imagesync.it;

import com.pulumi.Context;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.DestroyOptions;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.PreviewResult;
import com.pulumi.automation.ProjectRuntimeName;
import com.pulumi.automation.ProjectSettings;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.UpResult;
import com.pulumi.automation.UpdateResult;
import com.pulumi.automation.WorkspaceStack;
import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.PulumiHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A stack of the real Pulumi engine, with its own folder, home and file backend, and the packaged plugin on PATH. */
final class Stack implements AutoCloseable {

    static final String PROJECT = "scenarios";

    private final Path folder;
    private final WorkspaceStack stack;
    private final Map<String, String> environment = new HashMap<>();
    private Consumer<Context> program = context -> {};

    Stack() {
        this(Map.of());
    }

    Stack(Map<String, String> moreEnvironment) {
        PackagedProgram.plugin();
        try {
            folder = Files.createTempDirectory("imagesync-stack");
            environment.putAll(PulumiHome.in(folder));
            // Nobody's docker login decides how a scenario ends.
            environment.put("DOCKER_CONFIG", dockerConfig().toString());
            environment.putAll(moreEnvironment);
            stack = LocalWorkspace.createStack(
                    PROJECT,
                    "test",
                    context -> program.accept(context),
                    LocalWorkspaceOptions.builder()
                            .workDir(Files.createDirectory(folder.resolve("work")))
                            .environmentVariables(environment)
                            .projectSettings(ProjectSettings.builder(PROJECT, ProjectRuntimeName.JAVA)
                                    .build())
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AutomationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of docker's login, empty at first. */
    Path dockerConfig() {
        return folder.resolve("docker");
    }

    Path folder() {
        return folder;
    }

    /** What {@code up}, {@code preview} and the like run from now on. */
    Stack program(Consumer<Context> next) {
        program = next;
        return this;
    }

    UpResult up() {
        return up(builder -> {});
    }

    UpResult up(Consumer<UpOptions.Builder> options) {
        UpOptions.Builder builder = UpOptions.builder().color("never");
        options.accept(builder);
        return call(() -> stack.up(builder.build()));
    }

    PreviewResult preview() {
        return preview(builder -> {});
    }

    PreviewResult preview(Consumer<PreviewOptions.Builder> options) {
        PreviewOptions.Builder builder = PreviewOptions.builder().color("never");
        options.accept(builder);
        return call(() -> stack.preview(builder.build()));
    }

    UpdateResult refresh() {
        return call(stack::refresh);
    }

    UpdateResult destroy() {
        return call(stack::destroy);
    }

    UpdateResult destroy(Consumer<DestroyOptions.Builder> options) {
        DestroyOptions.Builder builder = DestroyOptions.builder().color("never");
        options.accept(builder);
        return call(() -> stack.destroy(builder.build()));
    }

    /** {@code pulumi import}, without protection; it asks the program's language, so the folder gets a program of that. */
    void importResource(String type, String name, String id) {
        importResource(type, name, id, "--generate-code=false");
    }

    /** {@code pulumi import} that writes a program; gives that. */
    String importProgram(String type, String name, String id) {
        Path program = folder.resolve("imported");
        importResource(type, name, id, "--out=" + program);
        try {
            return Files.readString(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void importResource(String type, String name, String id, String more) {
        Example.PULUMI_JAVA.copySourcesTo(folder.resolve("work"));
        cli("import", type, name, id, "--yes", "--skip-preview", "--protect=false", more);
    }

    /** The state as the backend keeps it. */
    String state() {
        return cli("stack", "export");
    }

    /** Runs the CLI on this stack; gives what it printed on stdout. */
    private String cli(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PinnedTools.bin("pulumi").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--stack", "test", "--non-interactive", "--color", "never"));
        Path errors = folder.resolve("cli.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("work").toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + printed + Files.readString(errors));
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How often an operation occurs in a result. */
    static int count(UpdateResult result, OperationType type) {
        return result.summary().resourceChanges().getOrDefault(type, 0);
    }

    static int count(PreviewResult result, OperationType type) {
        return result.changeSummary().getOrDefault(type, 0);
    }

    WorkspaceStack workspace() {
        return stack;
    }

    @FunctionalInterface
    interface Step<T> {
        T run() throws AutomationException;
    }

    static <T> T call(Step<T> step) {
        try {
            return step.run();
        } catch (AutomationException e) {
            throw new EngineFailure(e);
        }
    }

    /** The engine ended with an error; the message is all that it printed. */
    static final class EngineFailure extends RuntimeException {
        EngineFailure(AutomationException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        try {
            stack.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
