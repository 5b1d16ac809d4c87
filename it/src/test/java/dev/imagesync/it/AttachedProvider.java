package dev.imagesync.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return start(List.of("terraform-provider-imagesync", "-debug"), "TF_REATTACH_PROVIDERS", line -> {
            int json = line.indexOf('{');
            return line.substring(json, line.lastIndexOf('}') + 1);
        });
    }

    /** For Pulumi. */
    static AttachedProvider pulumi() {
        return start(List.of("pulumi-resource-imagesync"), "PULUMI_DEBUG_PROVIDERS", port -> "imagesync:" + port);
    }

    private interface Telling {
        String of(String line);
    }

    private static AttachedProvider start(List<String> words, String variable, Telling telling) {
        try {
            Path folder = Files.createTempDirectory("imagesync-attached");
            List<String> command = new ArrayList<>(words);
            command.set(0, PackagedProgram.bin().resolve(words.getFirst()).toString());
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            // Nobody's docker login decides how a scenario ends.
            builder.environment().put("DOCKER_CONFIG", folder.toString());
            builder.redirectError(folder.resolve("stderr").toFile());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader stdout = process.inputReader();
            String line = stdout.readLine();
            if (line == null) {
                throw new IllegalStateException(words + " ended: " + Files.readString(folder.resolve("stderr")));
            }
            return new AttachedProvider(process, folder, Map.of(variable, telling.of(line)));
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
