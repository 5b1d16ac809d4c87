package dev.imagesync.goplugin;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A plugin that does nothing, as a process. */
final class SamplePlugin {

    static final Handshake HANDSHAKE = new Handshake(
            "SAMPLE_COOKIE",
            "crumbs",
            new TreeSet<>(List.of(4, 6)),
            "This binary is a sample plugin: the tests start it, people do not.");

    private SamplePlugin() {}

    public static void main(String[] args) throws Exception {
        PrintStream stdout = System.out;
        System.setOut(System.err);
        Interrupts.leaveToHost();
        System.out.println("noise that would break the handshake");
        new HostLog(System.err, "sample", InstantSource.system())
                .log(HostLog.Level.WARN, "baking", Map.of("oven", "180 \"degrees\""));
        System.exit(PluginProcess.run(HANDSHAKE, System.getenv(), stdout, System.err, List.of()));
    }
}
