package dev.imagesync.it;

import dev.imagesync.testkit.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A root file system with a few programs, the C library that those are linked with, and nothing else: no Java, no Maven, no Go. What
 * runs there sees the devices, processes and network of this machine, as in a container.
 *
 * @param folder where it is
 */
record BareRoot(Path folder) {

    /** What the C library of this system consists of, beside its loader. */
    private static final List<String> C_LIBRARY =
            List.of("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1");

    /** What a launcher asks of a system. */
    static final List<String> SHELL = List.of("sh", "dirname", "readlink");

    /** Makes one, with programs of this machine; each keeps its place. */
    static BareRoot in(Path folder, List<String> programs) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        for (String name : programs) {
            Path program = Path.of(new Commands(folder, Map.of())
                    .run("sh", "-c", "command -v " + name)
                    .stdout()
                    .strip());
            copy(program, folder.resolve("bin").resolve(name));
            for (Path library : librariesOf(program)) {
                copy(library, folder.resolve(library.toString().substring(1)));
                if (library.endsWith("libc.so.6")) {
                    for (String part : C_LIBRARY) {
                        Path file = library.resolveSibling(part);
                        copy(file, folder.resolve(file.toString().substring(1)));
                    }
                }
            }
        }
        return new BareRoot(folder);
    }

    /** The loader and the libraries that a program or a library of this machine is linked with, where they are. */
    static Set<Path> librariesOf(Path file) {
        Commands commands = new Commands(file.toAbsolutePath().getParent(), Map.of());
        String printed =
                commands.run("sh", "-c", "ldd '" + file + "' 2>&1 || true").stdout();
        return Pattern.compile("(/\\S+) \\(0x")
                .matcher(printed)
                .results()
                .map(library -> Path.of(library.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(file.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Whether this process may enter one: it needs the right to mount. */
    static boolean canBeEntered() {
        try {
            return new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Unpacks or copies something of this machine into a folder there. */
    void bring(String into, String... command) throws IOException {
        Commands.Printed _ = new Commands(Files.createDirectories(folder.resolve(into)), Map.of()).run(command);
    }

    /**
     * Runs a program there, to its good end.
     *
     * @param user {@code USER:GROUP}, as numbers
     * @param environment all that it gets, {@code NAME=VALUE}
     * @return what it printed
     */
    Commands.Printed run(String user, List<String> environment, String... words) {
        return enter("true", user, environment, words);
    }

    /** The same, where nothing can be written. */
    Commands.Printed runReadOnly(String user, List<String> environment, String... words) {
        return enter("mount -o remount,bind,ro \"$0\"", user, environment, words);
    }

    private Commands.Printed enter(String also, String user, List<String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mkdir -p \"$0/dev\" \"$0/proc\" && mount --bind \"$0\" \"$0\" && " + also
                        + " && mount --rbind /dev \"$0/dev\" && mount --rbind /proc \"$0/proc\" && exec env -i \"$@\"",
                folder.toString()));
        command.addAll(environment);
        command.addAll(List.of("/usr/sbin/chroot", "--userspec=" + user, folder.toString()));
        command.addAll(List.of(words));
        return new Commands(folder, Map.of()).run(command.toArray(String[]::new));
    }
}
