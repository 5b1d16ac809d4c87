package dev.imagesync.it;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A provider that keeps whatever resources of any type it is given, and stands in for Pulumi's own of Kubernetes. */
record StandInProvider(Process process, String port) implements AutoCloseable {

    static StandInProvider start() {
        try {
            Process process = new ProcessBuilder(
                            PinnedTools.bin("pulumi-resource-nothing").toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new StandInProvider(process, process.inputReader().readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an engine is told by, so that it takes this for Kubernetes' provider. */
    Map<String, String> environment() {
        return Map.of("PULUMI_DEBUG_PROVIDERS", "kubernetes:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
