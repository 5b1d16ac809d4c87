package dev.imagesync.terraform;

import dev.imagesync.goplugin.Handshake;
import dev.imagesync.goplugin.HostLog;
import dev.imagesync.goplugin.Interrupts;
import dev.imagesync.goplugin.PluginProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code terraform-provider-imagesync}: started by Terraform or OpenTofu. The first line on stdout tells the host where to
 * connect; nothing else ever goes there.
 */
public final class Main {

    /** Terraform's own; the value is public and no secret. */
    private static final Handshake HANDSHAKE = new Handshake(
            "TF_PLUGIN_MAGIC_COOKIE",
            "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
            new TreeSet<>(List.of(6)),
            "terraform-provider-imagesync is a plugin: Terraform and OpenTofu start it, people do not. With -debug it runs by"
                    + " itself and tells how to use it so");

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream stdout = System.out;
        System.setOut(System.err);
        HostLog log = new HostLog(System.err, "imagesync", InstantSource.system());
        try (ProviderService service = new ProviderService(System.getenv(), log)) {
            if (List.of(args).contains("-debug")) {
                PluginProcess.runDetached(
                        HANDSHAKE, "TF_REATTACH_PROVIDERS", "imagesync/imagesync", stdout, List.of(service));
                return;
            }
            Interrupts.leaveToHost();
            System.exit(PluginProcess.run(HANDSHAKE, System.getenv(), stdout, System.err, List.of(service)));
        }
    }
}
