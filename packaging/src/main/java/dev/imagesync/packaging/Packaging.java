package dev.imagesync.packaging;

import dev.imagesync.testkit.ImageGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Gives {@code dist/imagesync} what it needs to run without Java on the machine: a runtime of the modules that the program
 * uses, and an AOT cache for each door, trained by a session with the program as it is shipped. A cache a door, since the JVM
 * writes one from one process, and each package then carries only its own. Run by the JDK that the program is built for.
 */
public final class Packaging {

    /** What the program and its libraries use; without the desktop and SQL modules, which Jackson can do without. */
    private static final List<String> MODULES = List.of(
            "java.base", "java.logging", "java.naming", "java.security.jgss", "java.management", "jdk.unsupported");

    private final Path home;

    private Packaging(Path home) {
        this.home = home;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Packaging packaging = new Packaging(Path.of(args[0]).toAbsolutePath().normalize());
        packaging.makeRuntime();
        packaging.modernizeLibraries();
        Path folder = Files.createTempDirectory("imagesync-training");
        try (Registries registries = Registries.in(folder);
                Training pulumi = PulumiTraining.with(registries);
                Training cli = new CliTraining(folder, registries)) {
            for (int i = 0; i < Training.IMAGES; i++) {
                registries.secured().hold(Training.repository(i), ImageGraphs.ofContent("training " + i));
            }
            packaging.makeCache(pulumi);
            packaging.makeCache(new TerraformTraining(registries, PluginHost.in(folder)));
            packaging.makeCache(cli);
        } finally {
            delete(folder);
        }
        packaging.tellSizes();
    }

    private void makeRuntime() throws IOException {
        Path runtime = home.resolve("runtime");
        delete(runtime);
        int result = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-0",
                        "--output",
                        runtime.toString());
        if (result != 0) {
            throw new IllegalStateException("jlink ended with " + result);
        }
        try (Stream<Path> programs = Files.list(runtime.resolve("bin"))) {
            for (Path program : programs.filter(file -> !file.endsWith("java")).toList()) {
                Files.delete(program);
            }
        }
        // Two builds give equal archives; and an AOT cache knows the time of what it was made with.
        FileTime time = Files.getLastModifiedTime(home.resolve("LICENSE"));
        try (Stream<Path> files = Files.walk(runtime)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    private void modernizeLibraries() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.filter(file -> file.getFileName().toString().startsWith("picocli-"))
                    .toList()) {
                OldClasses.modernize(jar);
            }
        }
    }

    private void makeCache(Training training) throws IOException, InterruptedException {
        Path recording = Files.createTempFile("imagesync", ".aotconf");
        Path told = Files.createTempFile("imagesync", ".log");
        try {
            makeCache(training, recording, told);
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.err.print(Files.readString(told));
            throw e;
        } finally {
            Files.deleteIfExists(recording);
            Files.delete(told);
        }
    }

    private void makeCache(Training training, Path recording, Path told) throws IOException, InterruptedException {
        ProcessBuilder record =
                new ProcessBuilder(command(training, "-XX:AOTMode=record", recording)).redirectError(told.toFile());
        record.environment().putAll(training.environment());
        Process recorded = record.start();
        training.drive(recorded);
        if (Files.size(recording) == 0) {
            throw new IllegalStateException("the training of " + training.door() + " was not recorded");
        }
        List<String> create = command(training, "-XX:AOTMode=create", recording);
        create.add(1, "-XX:AOTCache=" + home.resolve("lib").resolve(training.door() + ".aot"));
        Process created = new ProcessBuilder(create)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(told.toFile()))
                .start();
        if (created.waitFor() != 0) {
            throw new IllegalStateException("the AOT cache of " + training.door() + " could not be made");
        }
    }

    private List<String> command(Training training, String mode, Path recording) throws IOException {
        Path options = home.resolve("lib/java.options");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("runtime/bin/java").toString(), "@" + options));
        command.addAll(TrainingCompilers.options(options));
        command.addAll(List.of(
                mode,
                "-XX:AOTConfiguration=" + recording,
                "-cp",
                home.resolve("lib").resolve(training.door() + ".jar").toString(),
                training.mainClass()));
        command.addAll(training.arguments());
        return command;
    }

    private void tellSizes() throws IOException {
        long total = 0;
        StringBuilder parts = new StringBuilder();
        for (String part : List.of("runtime", "lib")) {
            long size = size(home.resolve(part));
            total += size;
            parts.append(", ").append(part).append(' ').append(size >> 20).append(" MB");
        }
        System.out.println(home.getFileName() + ": " + (total >> 20) + " MB" + parts);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
