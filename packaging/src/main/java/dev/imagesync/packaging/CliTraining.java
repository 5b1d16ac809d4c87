package dev.imagesync.packaging;

import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryFront;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.TlsIdentity;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Each command, in the clear and over TLS; and a list of copies, which is what the command line is for: many small images, and
 * large layers, so that the profiles in the cache tell what becomes hot (JEP 515).
 */
final class CliTraining implements Training {

    private static final int SMALL = 60;
    private static final int LAYERS = 6;
    private static final int LAYER_SIZE = 24 << 20;

    private final Path folder;
    private final FakeRegistry source = FakeRegistry.start();
    private final FakeRegistry destination = FakeRegistry.start();
    private final FakeRegistry behind = FakeRegistry.start();
    private final TlsIdentity identity;
    private final RegistryFront secured;

    CliTraining(Path folder) throws IOException {
        this.folder = folder;
        this.identity = TlsIdentity.in(folder, "EC");
        this.secured = RegistryFront.secured(behind.host(), identity);
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < SMALL; i++) {
            ImageGraphs.ofContent("small " + i).pushTo(source.content(), "team/app" + i, "1");
            list.append(source.host() + "/team/app" + i + ":1 " + destination.host() + "/mirror/app" + i + ":1\n");
        }
        ImageGraphs.ofRandomLayers(1, LAYERS, LAYER_SIZE).pushTo(source.content(), "team/large", "1");
        list.append(source.host() + "/team/large:1 " + destination.host() + "/mirror/large:1\n");
        list.append(source.host() + "/team/large:1 " + tlsHost() + "/mirror/large:1\n");
        ImageGraphs.ofRandomLayers(2, LAYERS, LAYER_SIZE).pushTo(behind.content(), "team/large", "1");
        list.append(tlsHost() + "/team/large:1 " + destination.host() + "/mirror/secured:1\n");
        Files.writeString(folder.resolve("images.txt"), list);
        Files.write(folder.resolve("commands.txt"), commands());
        Files.writeString(
                folder.resolve("config.json"), RegistryOptions.dockerConfig(tlsHost(), RegistryOptions.PASSWORD));
    }

    /** By a name and not by its address, so that names are looked up as well. */
    private String tlsHost() {
        return secured.host().replace("127.0.0.1", "localhost");
    }

    private List<String> commands() {
        String plain = source.host() + "/team/app0:1";
        String tls = tlsHost() + "/team/large:1";
        String trust = " --ca-file " + tlsHost() + "=" + identity.certificateFile();
        String login = " --docker-config " + folder.resolve("config.json");
        return List.of(
                "copy --output json --from " + folder.resolve("images.txt") + trust + login,
                "copy " + plain + " " + destination.host() + "/mirror/one:1",
                "copy --dry-run " + plain + " " + destination.host() + "/mirror/one:1",
                "copy " + tls + " " + tlsHost() + "/mirror/one:1" + trust + login,
                "inspect " + plain,
                "inspect --output json " + tls + trust + login,
                "tags " + destination.host() + "/mirror/one",
                "untag " + destination.host() + "/mirror/one:1",
                "auth explain " + tls + trust + login,
                "version",
                "digest " + plain,
                "digest --output json " + tls + trust + login,
                "digest " + tls + trust + login);
    }

    @Override
    public String door() {
        return "cli";
    }

    @Override
    public String mainClass() {
        return "dev.imagesync.cli.Rehearsal";
    }

    @Override
    public List<String> arguments() {
        return List.of(folder.resolve("commands.txt").toString());
    }

    @Override
    public void drive(Process program) throws IOException, InterruptedException {
        String result = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (program.waitFor() != 0 || !result.contains("digestRef")) {
            throw new IllegalStateException("the training of the command line failed: " + result);
        }
    }

    @Override
    public void close() {
        secured.close();
        source.close();
        destination.close();
        behind.close();
    }
}
