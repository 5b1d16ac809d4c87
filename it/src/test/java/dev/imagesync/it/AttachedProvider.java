package dev.imagesync.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A packaged provider that is started once, and that engines are told of: they then start none of their own. OpenTofu starts four for
 * a plan and Pulumi one for each command, so many commands take a fraction of their time. That engines start it, and stop it, is what
 * other scenarios are about.
 *
 * @param environment what an engine is told by
 */
record AttachedProvider(Process process, Path folder, Map<String, String> environment) implements AutoCloseable {

    /** For OpenTofu and Terraform. */
    static AttachedProvider terraform() {
        return start(
                "TF_REATTACH_PROVIDERS",
                line -> line.substring(line.indexOf('{'), line.lastIndexOf('}') + 1),
                "terraform-provider-imagesync",
                "-debug");
    }

    /** For Pulumi. */
    static AttachedProvider pulumi() {
        return start("PULUMI_DEBUG_PROVIDERS", port -> "imagesync:" + port, "pulumi-resource-imagesync");
    }

    /** What an engine is told by a variable is made of the first line that the program prints. */
    private static AttachedProvider start(
            String variable, UnaryOperator<String> telling, String program, String... arguments) {
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
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException(program + " ended: " + Files.readString(folder.resolve("stderr")));
            }
            return new AttachedProvider(process, folder, Map.of(variable, telling.apply(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        for (Path file : List.of(folder.resolve("stderr"), folder)) {
            file.toFile().delete();
        }
    }
}
