package dev.imagesync.testkit.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Namespaces of network, mounts and processes. Their first process waits for the end of its input, which comes when they are closed, or
 * when this JVM ends in whatever way; with it the kernel ends every process in them, and their mounts and network are gone.
 */
final class Namespaces implements AutoCloseable {

    private static final String ENTERED = "entered";

    /** Numbers of the kernel that a kubelet would change on the whole machine, and the value that it wants. */
    private static final List<String> KERNEL_NUMBERS = List.of(
            "vm/overcommit_memory=1",
            "vm/panic_on_oom=0",
            "kernel/panic=10",
            "kernel/panic_on_oops=1",
            "kernel/keys/root_maxkeys=1000000",
            "kernel/keys/root_maxbytes=25000000");

    private final Process holder;
    private final long first;

    private Namespaces(Process holder, long first) {
        this.holder = holder;
        this.first = first;
    }

    /**
     * Makes them. What runs in them has folders of its own for what programs note down while they run, and cannot change the kernel's
     * numbers of this machine.
     *
     * @throws IOException if this process may not, with what the system says
     */
    static Namespaces create() throws IOException {
        List<String> setup = new ArrayList<>(List.of("set -e"));
        for (String folder : List.of("/run", "/var/lib", "/var/log")) {
            setup.add("mount -t tmpfs tmpfs " + folder);
        }
        for (String number : KERNEL_NUMBERS) {
            String[] parts = number.split("=", 2);
            String own = "/run/" + parts[0].replace('/', '.');
            setup.add("echo " + parts[1] + " >" + own);
            setup.add("mount --bind " + own + " /proc/sys/" + parts[0]);
        }
        setup.add("ip link set lo up");
        setup.add("echo " + ENTERED);
        setup.add("exec cat");
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        "-c",
                        String.join("\n", setup))
                .redirectErrorStream(true)
                .start();
        BufferedReader printed = holder.inputReader(StandardCharsets.UTF_8);
        String line = printed.readLine();
        if (!ENTERED.equals(line)) {
            holder.destroyForcibly();
            throw new IOException(line == null ? "unshare ended" : line);
        }
        Optional<ProcessHandle> child = holder.children().findFirst();
        return new Namespaces(holder, child.orElseThrow().pid());
    }

    /** The process id of their first process, by which others find them. */
    long first() {
        return first;
    }

    /** The words that run a program in them. */
    List<String> words(String... program) {
        return Stream.concat(
                        Stream.of("nsenter", "--target", String.valueOf(first), "--net", "--mount", "--pid", "--"),
                        Stream.of(program))
                .toList();
    }

    /** Returns when no process is left in them. */
    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
            if (!holder.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)) {
                holder.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
