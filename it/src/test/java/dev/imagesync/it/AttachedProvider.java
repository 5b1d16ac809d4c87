package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A provider that runs already, and that an engine is told of: it then starts none of its own. OpenTofu starts four for a plan and
 * Pulumi one for each command, so many commands take a fraction of their time. That engines start it, and stop it, is what other
 * scenarios are about. One engine has it at a time, as in life; closed, it is for the next.
 *
 * @param kind which provider it is
 * @param environment what an engine is told by
 */
record AttachedProvider(Kind kind, Map<String, String> environment) implements AutoCloseable {

    private enum Kind {
        TERRAFORM(
                "TF_REATTACH_PROVIDERS",
                line -> line.substring(line.indexOf('{'), line.lastIndexOf('}') + 1),
                PackagedProgram.bin().resolve("terraform-provider-imagesync"),
                "-debug"),
        PULUMI(
                "PULUMI_DEBUG_PROVIDERS",
                port -> "imagesync:" + port,
                PackagedProgram.bin().resolve("pulumi-resource-imagesync")),
        KUBERNETES("PULUMI_DEBUG_PROVIDERS", port -> "kubernetes:" + port, PinnedTools.bin("pulumi-resource-nothing"));

        private final Queue<AttachedProvider> idle = new ConcurrentLinkedQueue<>();
        private final String variable;
        private final UnaryOperator<String> telling;
        private final List<String> command;

        /** What an engine is told by a variable is made of the first line that the program prints. */
        Kind(String variable, UnaryOperator<String> telling, Path program, String... arguments) {
            this.variable = variable;
            this.telling = telling;
            this.command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                    .toList();
        }
    }

    /** The packaged one for OpenTofu and Terraform. */
    static AttachedProvider terraform() {
        return take(Kind.TERRAFORM);
    }

    /** The packaged one for Pulumi. */
    static AttachedProvider pulumi() {
        return take(Kind.PULUMI);
    }

    /** One that keeps whatever resources of any type it is given, and stands in for Pulumi's own of Kubernetes. */
    static AttachedProvider kubernetes() {
        return take(Kind.KUBERNETES);
    }

    @Override
    public void close() {
        kind.idle.add(this);
    }

    private static AttachedProvider take(Kind kind) {
        AttachedProvider idle = kind.idle.poll();
        return idle != null ? idle : start(kind);
    }

    private static AttachedProvider start(Kind kind) {
        try {
            Path folder = Files.createTempDirectory("imagesync-attached");
            ProcessBuilder builder = new ProcessBuilder(kind.command)
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("stderr").toFile());
            // Nobody's docker login decides how a scenario ends.
            builder.environment().put("DOCKER_CONFIG", folder.toString());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException(kind + " ended: " + Files.readString(folder.resolve("stderr")));
            }
            return new AttachedProvider(kind, Map.of(kind.variable, kind.telling.apply(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process, Path folder) {
        process.destroyForcibly().onExit().join();
        for (Path file : List.of(folder.resolve("stderr"), folder)) {
            file.toFile().delete();
        }
    }
}
