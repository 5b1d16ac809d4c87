package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line as a container image, on a base that has nothing but a Java and the C library, and the job of
 * {@code examples/kubernetes-cronjob} in its root file system, as that user and without a writable folder.
 */
@Tag("long")
class ContainerImageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private RegistryProcess registry;
    private String base;
    private String image;

    @BeforeEach
    void push() throws Exception {
        registry = RegistryProcess.start();
        base = registry.host() + "/base@" + ProgramImage.pushBase(registry.host() + "/base:25");
        image = registry.host() + "/imagesync:1";
        ProgramImage.push(image, base, folder);
    }

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void theImageIsOfTwoPlatformsWithoutRightsAndAlwaysTheSame() throws Exception {
        JsonNode index = JSON.readTree(crane("manifest", image));
        assertThat(index.path("manifests").findValuesAsText("architecture")).containsExactly("amd64", "arm64");
        JsonNode config = JSON.readTree(crane("config", "--platform", "linux/arm64", image))
                .path("config");
        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("Labels")
                        .path("org.opencontainers.image.version")
                        .asText())
                .isEqualTo(PinnedTools.projectVersion());
        assertThat(base)
                .endsWith(config.path("Labels")
                        .path("org.opencontainers.image.base.digest")
                        .asText());

        ProgramImage.push(registry.host() + "/again:1", registry.host() + "/base:25", folder);
        assertThat(crane("digest", registry.host() + "/again:1")).isEqualTo(crane("digest", image));
    }

    @Test
    void theJobOfTheExampleMirrorsItsList() throws Exception {
        assumeTrue(BareRoot.canBeEntered(), "a root file system is entered by who may mount alone");
        String job = Files.readString(PinnedTools.root().resolve("examples/kubernetes-cronjob/cronjob.yaml"));
        Path root = Files.createDirectory(folder.resolve("root"));
        Path packed = folder.resolve("image.tar");
        crane("export", "--platform", "linux/amd64", image, packed.toString());
        run("tar", "-x", "-f", packed.toString(), "-C", root.toString());

        try (RegistryProcess upstream = RegistryProcess.start();
                RegistryProcess mirror = RegistryProcess.start()) {
            Map<String, String> list = list(job, upstream.host(), mirror.host());
            ImageGraph content = ImageGraphs.ofContent("nightly");
            for (String source : list.keySet()) {
                content.pushTo(new RegistryProbe(upstream.host()), repository(source), tag(source));
            }
            Path file = root.resolve("etc/imagesync/list/images.txt");
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    list.entrySet().stream()
                            .map(line -> line.getKey() + " " + line.getValue())
                            .toList());

            start(new BareRoot(root), crane("config", "--platform", "linux/amd64", image), arguments(job));

            for (String destination : list.values()) {
                assertThat(content.differencesIn(
                                new RegistryProbe(mirror.host()), repository(destination), tag(destination)))
                        .isEmpty();
            }
        }
    }

    /** Starts the container's own command in its root file system, which it cannot write. */
    private static void start(BareRoot root, String image, List<String> arguments) throws IOException {
        JsonNode config = JSON.readTree(image).path("config");
        List<String> environment = new ArrayList<>();
        config.path("Env").forEach(variable -> environment.add(variable.asText()));
        environment.add("DOCKER_CONFIG=/etc/imagesync/docker");
        List<String> words = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> words.add(word.asText()));
        words.addAll(arguments);
        root.runReadOnly(config.path("User").asText(), environment, words.toArray(String[]::new));
    }

    private static List<String> arguments(String job) throws Exception {
        Matcher arguments = Pattern.compile("args: (\\[.*])").matcher(job);
        assertThat(arguments.find()).isTrue();
        return Stream.of(JSON.readValue(arguments.group(1), String[].class)).toList();
    }

    /** The list of the example, between other registries. */
    private static Map<String, String> list(String job, String upstream, String mirror) {
        Map<String, String> list = new TreeMap<>();
        Matcher lines = Pattern.compile("(?m)^ +docker\\.io/(\\S+) registry\\.corp\\.example/(\\S+)$")
                .matcher(job);
        for (MatchResult line : lines.results().toList()) {
            list.put(upstream + "/" + line.group(1), mirror + "/" + line.group(2));
        }
        assertThat(list).hasSize(2);
        return list;
    }

    private static String repository(String reference) {
        return reference.substring(reference.indexOf('/') + 1, reference.lastIndexOf(':'));
    }

    private static String tag(String reference) {
        return reference.substring(reference.lastIndexOf(':') + 1);
    }

    private String crane(String... words) {
        return run(Stream.concat(Stream.of(PinnedTools.bin("crane").toString()), Stream.of(words))
                        .toArray(String[]::new))
                .strip();
    }

    private String run(String... words) {
        return new Commands(folder, Map.of()).run(words).stdout();
    }
}
