package dev.imagesync.packaging;

import dev.imagesync.testkit.ImageGraphs;
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

    private static final int LAYERS = 6;
    private static final int LAYER_SIZE = 24 << 20;

    private final Path folder;
    private final Registries registries;
    private final FakeRegistry source = FakeRegistry.start();

    CliTraining(Path folder, Registries registries) throws IOException {
        this.folder = folder;
        this.registries = registries;
        String mirror = registries.mirror();
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < IMAGES; i++) {
            String repository = Training.repository(i);
            ImageGraphs.ofContent("small " + i).pushTo(source.content(), repository, "1");
            list.append(source.host() + "/" + repository + ":1 " + mirror + "/mirror/app" + i + ":1\n");
            list.append(registries.source() + "/" + repository + ":1 " + mirror + "/secured/app" + i + ":1\n");
        }
        ImageGraphs.ofRandomLayers(1, LAYERS, LAYER_SIZE).pushTo(source.content(), "team/large", "1");
        list.append(source.host() + "/team/large:1 " + mirror + "/mirror/large:1\n");
        list.append(source.host() + "/team/large:1 " + registries.source() + "/mirror/large:1\n");
        registries.secured().hold("team/large", ImageGraphs.ofRandomLayers(2, LAYERS, LAYER_SIZE));
        list.append(registries.source() + "/team/large:1 " + mirror + "/mirror/secured:1\n");
        Files.writeString(folder.resolve("images.txt"), list);
        Files.write(folder.resolve("commands.txt"), commands());
    }

    private List<String> commands() {
        String plain = source.host() + "/team/app0:1";
        String mirror = registries.mirror();
        String tls = registries.source() + "/team/large:1";
        String trust = " " + String.join(" ", registries.secured().options());
        return List.of(
                "copy --output json --from " + folder.resolve("images.txt") + trust,
                "copy " + plain + " " + mirror + "/mirror/one:1",
                "copy --dry-run " + plain + " " + mirror + "/mirror/one:1",
                "copy " + tls + " " + registries.source() + "/mirror/one:1" + trust,
                "inspect " + plain,
                "inspect --output json " + tls + trust,
                "tags " + mirror + "/mirror/one",
                "untag " + mirror + "/mirror/one:1",
                "auth explain " + tls + trust,
                "version",
                "digest " + plain,
                "digest --output json " + tls + trust,
                "digest " + tls + trust);
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
        source.close();
    }
}
