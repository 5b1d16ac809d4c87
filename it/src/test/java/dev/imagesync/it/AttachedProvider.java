package dev.imagesync.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * A packaged provider that runs already, and that an engine is told of: it then starts none of its own. OpenTofu starts four for a plan
 * and Pulumi one for each command, so many commands take a fraction of their time. That engines start it, and stop it, is what other
 * scenarios are about. One engine has it at a time, as in life; closed, it is for the next.
 *
 * @param kind which provider it is
 * @param environment what an engine is told by
 */
record AttachedProvider(Kind kind, Map<String, String> environment) implements AutoCloseable {

    private enum Kind {
        TERRAFORM,
        PULUMI;

        private final Queue<AttachedProvider> idle = new ConcurrentLinkedQueue<>();
    }

    /** For OpenTofu and Terraform. */
    static AttachedProvider terraform() {
        AttachedProvider idle = Kind.TERRAFORM.idle.poll();
        return idle != null
                ? idle
                : start(
                        Kind.TERRAFORM,
                        "TF_REATTACH_PROVIDERS",
                        line -> line.substring(line.indexOf('{'), line.lastIndexOf('}') + 1),
                        "terraform-provider-imagesync",
                        "-debug");
    }

    /** For Pulumi. */
    static AttachedProvider pulumi() {
        AttachedProvider idle = Kind.PULUMI.idle.poll();
        return idle != null
                ? idle
                : start(
                        Kind.PULUMI,
                        "PULUMI_DEBUG_PROVIDERS",
                        port -> "imagesync:" + port,
                        "pulumi-resource-imagesync");
    }

    @Override
    public void close() {
        kind.idle.add(this);
    }

    /** What an engine is told by a variable is made of the first line that the program prints. */
    private static AttachedProvider start(
            Kind kind, String variable, UnaryOperator<String> telling, String program, String... arguments) {
        try {
            Path folder = Files.createTempDirectory("imagesync-attached");
            ProcessBuilder builder = new ProcessBuilder(
                            PackagedProgram.bin().resolve(program).toString())
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("stderr").toFile());
            builder.command().addAll(List.of(arguments));
            // Nobody's docker login decides how a scenario ends.
            builder.environment().put("DOCKER_CONFIG", folder.toString());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException(program + " ended: " + Files.readString(folder.resolve("stderr")));
            }
            return new AttachedProvider(kind, Map.of(variable, telling.apply(line)));
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
