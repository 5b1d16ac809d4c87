package dev.imagesync.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The real kubectl, as a user has it. */
public final class Kubectl {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Commands commands;

    Kubectl(Path folder, Path settings) {
        commands = new Commands(folder, Map.of("HOME", folder.toString(), "KUBECONFIG", settings.toString()));
    }

    /**
     * Runs it to its good end.
     *
     * @return what it printed
     */
    public String run(String... words) {
        return commands.run(command(words)).stdout();
    }

    /** Has the cluster be as this says. */
    public void apply(String yaml) {
        try {
            Path file = Files.createTempFile(commands.folder(), "apply", ".yaml");
            Files.writeString(file, yaml);
            String _ = run("apply", "-f", file.toString());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code kubectl get} gives. */
    public JsonNode get(String... words) {
        try {
            return JSON.readTree(run(Stream.concat(Stream.of("get", "-o", "json"), Stream.of(words))
                    .toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code kubectl get} gives what is wanted; gives that. */
    public JsonNode until(String what, Duration atMost, Predicate<JsonNode> wanted, String... words) {
        JsonNode[] seen = new JsonNode[1];
        Patience.until(
                what,
                atMost,
                () -> {
                    seen[0] = get(words);
                    return wanted.test(seen[0]);
                },
                Optional::empty);
        return seen[0];
    }

    /** Whether the API server says that it is ready. */
    boolean isReady() {
        try {
            return commands.program(command("get", "--raw", "/readyz"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] command(String... words) {
        return Stream.concat(Stream.of(PinnedTools.bin("kubernetes").toString(), "kubectl"), Stream.of(words))
                .toArray(String[]::new);
    }
}
