package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever is copied arrives byte for byte: generated graphs between real registries, judged by others' code. */
class CopyEqualityTest {

    private static final int GRAPHS = 200;
    private static final int SHA512_GRAPHS = 40;

    private static void assertCopies(
            RegistryProcess from, RegistryProcess to, LongFunction<ImageGraph> graphs, long seed) throws Exception {
        ImageGraph graph = graphs.apply(seed);
        RegistryProbe source = new RegistryProbe(from.host());
        RegistryProbe destination = new RegistryProbe(to.host());
        String repository = "graphs/g" + seed;
        graph.pushTo(source, repository, "t");

        ImageReference target = ImageReference.parse(destination.ref(repository + ":t"));
        try (Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE)) {
            new ImageCopier(new RegistryClient(transport))
                    .copy(
                            CopyRequest.whole(
                                    ImageReference.parse(source.ref(repository + ":t"))
                                            .repository()
                                            .at(Digest.parse(graph.root().digest())),
                                    target),
                            Operation.unattended());
        }

        assertThat(graph.differencesIn(destination, repository, "t"))
                .as("seed %s", seed)
                .isEmpty();
        if (graph.isContainerImage() && graph.root().digest().startsWith("sha256:")) {
            assertCraneIsContent(target, seed);
        }
    }

    private static void assertCraneIsContent(ImageReference image, long seed) throws Exception {
        Process crane = new ProcessBuilder(
                        PinnedTools.bin("crane").toString(), "validate", "--remote", image.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(crane.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(crane.waitFor())
                .as("seed %s: crane validate: %s", seed, output)
                .isZero();
    }

    @Test
    void copiesGeneratedGraphsByteForByte() throws Exception {
        try (RegistryProcess from = RegistryProcess.start();
                RegistryProcess to = RegistryProcess.start()) {
            for (long seed : LongStream.range(0, GRAPHS).toArray()) {
                assertCopies(from, to, ImageGraphs::random, seed);
            }
        }
    }

    @Test
    void copiesSha512ManifestsBetweenRegistriesThatKeepThem() throws Exception {
        try (RegistryProcess from = RegistryProcess.start(RegistryKind.OLAREG, RegistryOptions.OPEN);
                RegistryProcess to = RegistryProcess.start(RegistryKind.OLAREG, RegistryOptions.OPEN)) {
            for (long seed : LongStream.range(0, SHA512_GRAPHS).toArray()) {
                assertCopies(from, to, ImageGraphs::randomSha512, seed);
            }
        }
    }
}
