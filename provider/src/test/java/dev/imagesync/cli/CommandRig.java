package dev.imagesync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.operation.Operation;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command line in this process, an upstream that has {@code team/app:1}, and an empty mirror. */
abstract class CommandRig {

    static final ImageGraph IMAGE = ImageGraphs.ofContent("one");
    static final String DIGEST = IMAGE.root().digest();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    FakeRegistry upstream;
    FakeRegistry mirror;

    @TempDir
    Path folder;

    @BeforeEach
    void startRegistries() {
        upstream = FakeRegistry.start();
        mirror = FakeRegistry.start();
        IMAGE.pushTo(upstream.content(), "team/app", "1");
    }

    @AfterEach
    void stopRegistries() {
        upstream.close();
        mirror.close();
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        // Nobody's docker login decides how a test ends.
        Map<String, String> environment = Map.of("DOCKER_CONFIG", folder.toString());
        Terminal terminal = Terminal.of(print(out), print(err), false, environment);
        return Main.run(arguments, terminal, environment, Operation.unattended());
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(stdout());
    }

    String source() {
        return upstream.host() + "/team/app:1";
    }

    String destination() {
        return mirror.host() + "/mirror/app:1";
    }
}
