package dev.imagesync.copy;

import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.Credential;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Registry;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.TestTiming;
import dev.imagesync.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Two registries that ask for a login, a third host that should never see one, and the engine between them. The source has an
 * image at {@code team/app:1}; the destination has an older one at {@code mirror/app:1}.
 */
final class CopyRig implements AutoCloseable {

    static final String REPOSITORY = "mirror/app";
    static final String TAG = "1";

    /** Small indexes, of which the second is what is to be copied. */
    private static final List<ImageGraph> GRAPHS = LongStream.range(0, 1000)
            .mapToObj(ImageGraphs::random)
            .filter(graph -> graph.isContainerImage() && graph.manifests().size() > 2)
            .filter(graph -> graph.blobs().size() > 3)
            .limit(2)
            .toList();

    final ImageGraph older = GRAPHS.getFirst();
    final ImageGraph image = GRAPHS.getLast();
    final FakeRegistry source;
    final FakeRegistry destination;
    final FakeRegistry elsewhere = FakeRegistry.start();
    final TestTiming time = new TestTiming();
    private Transport transport;

    CopyRig() {
        this(FakeOptions.STRICT.withBasicLogin(), FakeOptions.STRICT.withTokens());
    }

    CopyRig(FakeOptions sourceOptions, FakeOptions destinationOptions) {
        source = FakeRegistry.start(sourceOptions);
        destination = FakeRegistry.start(destinationOptions);
        destination.createRepository(REPOSITORY);
        image.pushTo(source.content(), "team/app", TAG);
        older.pushTo(destination.content(), REPOSITORY, TAG);
        transport = transport();
    }

    private Transport transport() {
        Credential alice = new Credential.Basic(RegistryOptions.USER, RegistryOptions.PASSWORD);
        return new Transport(
                HostSettings.DEFAULTS,
                new ConfiguredCredentials(
                        Map.of(new Registry(source.host()), alice, new Registry(destination.host()), alice)),
                time.timing());
    }

    /** Begins anew, with nothing remembered. */
    void nextRun() {
        transport.close();
        transport = transport();
    }

    /** Resolves the tag of the source and copies what it points at; gives what went wrong. */
    Optional<Problem> copy() {
        RegistryClient client = new RegistryClient(transport);
        Operation never = Operation.unattended();
        ImageReference from = ImageReference.parse(source.host() + "/team/app:" + TAG);
        ImageReference to = ImageReference.parse(destination.host() + "/" + REPOSITORY + ":" + TAG);
        try {
            Digest digest = client.find(from, never)
                    .orElseThrow(() -> Problem.ofInput(Code.IMAGE_NOT_FOUND, from.toString(), "none")
                            .toException())
                    .digest();
            new ImageCopier(client, new SharedBlobs(), time.timing().pauses())
                    .copy(CopyRequest.whole(from.repository().at(digest), to), never);
            return Optional.empty();
        } catch (ImagesyncException e) {
            return Optional.of(e.problem());
        }
    }

    /** What the destination lacks of an image. */
    List<String> missing(ImageGraph graph) {
        return graph.differencesIn(destination.content(), REPOSITORY, TAG);
    }

    @Override
    public void close() {
        transport.close();
        source.close();
        destination.close();
        elsewhere.close();
    }
}
