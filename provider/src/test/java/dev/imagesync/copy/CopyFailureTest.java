package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.auth.Credentials;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies that fail say so, whatever they die of, and leave nobody waiting. */
class CopyFailureTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "a".repeat(64));

    private final FakeRegistry source = FakeRegistry.start();
    private final FakeRegistry destination = FakeRegistry.start();
    private final Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE);
    private final RegistryClient client = new RegistryClient(transport);
    private final SharedBlobs shared = new SharedBlobs();

    @AfterEach
    void close() {
        transport.close();
        source.close();
        destination.close();
    }

    private ImageReference from(String repository) {
        return ImageReference.parse(source.host() + "/" + repository + ":1");
    }

    private ImageReference to(String repository) {
        return ImageReference.parse(destination.host() + "/" + repository + ":1");
    }

    @Test
    void anErrorInACopyThreadEndsTheCopyAndWritesNoTag() {
        ImageGraphs.ofContent("v1").pushTo(source.content(), "team/app", "1");
        CopyListener dying = new CopyListener() {
            @Override
            public void moved(long bytes) {
                throw new OutOfMemoryError("made up");
            }
        };
        CopyRequest request = new CopyRequest(from("team/app"), to("mirror/app"), Selection.WHOLE, dying);
        assertThatThrownBy(() -> new ImageCopier(client, shared).copy(request, Operation.unattended()))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(destination.content().tags("mirror/app")).isEmpty();
    }

    /** The HTTP client closes its connections at an error, and then other threads fail too, perhaps earlier. */
    @Test
    void anErrorComesBeforeTheExceptionsThatItBroughtAbout() {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        Map<String, Runnable> tasks = Map.of(
                "broken",
                        () -> {
                            await(atWork);
                            failed.countDown();
                            throw new IllegalStateException("the pool is closed");
                        },
                "dying",
                        () -> {
                            atWork.countDown();
                            await(failed);
                            throw new OutOfMemoryError("made up");
                        });
        assertThatThrownBy(() ->
                        FailFast.forEach(tasks.values(), 2, Operation.unattended(), (task, operation) -> task.run()))
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anErrorWhileTheGraphIsReadEndsTheCopy() {
        ImageGraphs.ofContent("v1").pushTo(source.content(), "team/app", "1");
        Operation operation = Operation.unattended();
        Repository repository = from("team/app").repository();
        Manifest root = client.manifest(from("team/app"), operation).orElseThrow();
        assertThatThrownBy(() -> load(repository, root, operation)).isInstanceOf(StackOverflowError.class);
    }

    private void load(Repository repository, Manifest root, Operation operation) {
        var unused = dev.imagesync.copy.ImageGraph.load(
                client,
                repository,
                root,
                (digest, inner) -> {
                    throw new StackOverflowError("made up");
                },
                operation);
    }

    @Test
    void imagesThatShareLayersAllFailWhereTheRegistryRefusesTheirManifests() throws Exception {
        ImageGraph image = ImageGraphs.ofLayers("v1", 6);
        List<String> names = IntStream.range(0, 24).mapToObj(i -> "app" + i).toList();
        names.forEach(name -> image.pushTo(source.content(), "team/" + name, "1"));
        destination
                .faults()
                .on("PUT", ".*/manifests/.*")
                .always(new Fault.Status(
                        400,
                        Map.of("Content-Type", "application/json"),
                        "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"no\"}]}"));
        ImageCopier copier = new ImageCopier(client, shared);
        List<Future<CopyReport>> copies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            names.forEach(name -> copies.add(threads.submit(() ->
                    copier.copy(CopyRequest.whole(from("team/" + name), to("m/" + name)), Operation.unattended()))));
            for (Future<CopyReport> copy : copies) {
                assertThatThrownBy(() -> copy.get(60, TimeUnit.SECONDS))
                        .as("a copy that hangs ends in a TimeoutException")
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOfSatisfying(ImagesyncException.class, e -> assertThat(e.code())
                                .isEqualTo(Code.MANIFEST_REFUSED));
            }
        }
    }

    @Test
    void forgettingABlobLeavesWhoBringsItAndWhoWaits() {
        Repository target = to("m/app").repository();
        SharedBlobs.Turn.Lead lead = (SharedBlobs.Turn.Lead) shared.turn(target, DIGEST, Operation.unattended());
        CompletableFuture<SharedBlobs.Turn> waiting = CompletableFuture.supplyAsync(
                () -> shared.turn(target, DIGEST, Operation.unattended()),
                task -> Thread.ofPlatform().daemon().start(task));
        shared.forget(target, DIGEST);
        shared.end(lead, target);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new SharedBlobs.Turn.Follow(target));
    }

    @Test
    void whatIsForgottenIsBroughtAgain() {
        Repository target = to("m/app").repository();
        SharedBlobs.Turn.Lead lead = (SharedBlobs.Turn.Lead) shared.turn(target, DIGEST, Operation.unattended());
        shared.end(lead, target);
        assertThat(shared.turn(target, DIGEST, Operation.unattended())).isInstanceOf(SharedBlobs.Turn.Follow.class);
        shared.forget(target, DIGEST);
        assertThat(shared.turn(target, DIGEST, Operation.unattended())).isInstanceOf(SharedBlobs.Turn.Lead.class);
    }
}
