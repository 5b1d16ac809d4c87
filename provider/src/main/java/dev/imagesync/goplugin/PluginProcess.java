package dev.imagesync.goplugin;

import io.grpc.BindableService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** A process that is a plugin and nothing else: what its {@code main} does. */
public final class PluginProcess {

    private static final int REFUSED = 1;

    private PluginProcess() {}

    /**
     * Serves until the host asks it to end, or is gone.
     *
     * @param stdout the real stdout, to which nobody else may write
     * @return the exit code; the process should then exit, whatever threads there are
     */
    public static int run(
            Handshake handshake,
            Map<String, String> environment,
            PrintStream stdout,
            PrintStream stderr,
            List<BindableService> services)
            throws IOException, InterruptedException {
        return switch (handshake.launch(environment)) {
            case Launch.Refused refused -> {
                stderr.println(refused.line());
                yield REFUSED;
            }
            case Launch.ByHost host -> {
                try (PluginServer server = PluginServer.start(host, services)) {
                    endWithHost(server);
                    stdout.print(server.handshakeLine() + "\n");
                    stdout.flush();
                    server.awaitEnd();
                }
                yield 0;
            }
        };
    }

    /**
     * Serves hosts that are told of this process, until it is stopped: for debuggers.
     *
     * @param variable the environment variable by which hosts are told
     * @param plugin the plugin's name there
     * @param stdout where the line goes that sets the variable in a shell
     */
    public static void runDetached(
            Handshake handshake, String variable, String plugin, PrintStream stdout, List<BindableService> services)
            throws IOException, InterruptedException {
        try (PluginServer server =
                PluginServer.startDetached(handshake.versions().last(), services)) {
            stdout.println(server.reattachment().shellLine(variable, plugin));
            stdout.flush();
            server.awaitEnd();
        }
    }

    /** A host that was killed asks for nothing any more. */
    private static void endWithHost(PluginServer server) {
        ProcessHandle.current().parent().ifPresent(host -> {
            Future<?> _ = host.onExit().thenRun(server::close);
        });
    }
}
