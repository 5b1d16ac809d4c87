package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many requests a copy costs, and how many bytes: figures that do not depend on the machine. */
class CopyRequestsTest {

    private static final String BLOB = ".*/blobs/sha256:.*";

    private final FakeRegistry source = FakeRegistry.start();
    private final FakeRegistry destination = FakeRegistry.start();
    private final Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE);
    private final SharedBlobs shared = new SharedBlobs();

    @AfterEach
    void close() {
        transport.close();
        source.close();
        destination.close();
    }

    private CopyReport copy(String from, String to) {
        return new ImageCopier(new RegistryClient(transport), shared)
                .copy(CopyRequest.whole(ImageReference.parse(from), ImageReference.parse(to)), Operation.unattended());
    }

    private int requests() {
        return source.exchanges().all().size() + destination.exchanges().all().size();
    }

    private void forgetRequests() {
        source.exchanges().clear();
        destination.exchanges().clear();
    }

    @Test
    void twoWhereNothingChanged() {
        ImageGraphs.ofContent("v1").pushTo(source.content(), "team/app", "1");
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        forgetRequests();
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        assertThat(requests()).isEqualTo(2);
        assertThat(source.exchanges().of("HEAD", ".*")).as("no pull").hasSize(1);
    }

    @Test
    void tenWhereSevenBlobsAreMounted() {
        ImageGraph image = ImageGraphs.ofLayers("v1", 6);
        image.pushTo(destination.content(), "team/app", "1");
        CopyReport report = copy(destination.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        assertThat(report.blobs().mounted()).isEqualTo(7);
        assertThat(requests()).isEqualTo(10);
    }

    @Test
    void aNewRepositoryIsNotAskedWhatItHas() {
        ImageGraphs.ofContent("v1").pushTo(source.content(), "team/app", "1");
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        assertThat(destination.exchanges().of("HEAD", BLOB)).isEmpty();
        assertThat(destination.exchanges().of("HEAD", ".*/manifests/sha256:.*")).isEmpty();
    }

    @Test
    void commonLayersAreMovedOnceAndMountedByTheOthers() throws Exception {
        ImageGraph image = ImageGraphs.ofLayers("v1", 6);
        List<String> names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> image.pushTo(source.content(), "team/" + name, "1"));
        List<CopyReport> reports = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CopyReport>> running = names.stream()
                    .map(name -> threads.submit(() ->
                            copy(source.host() + "/team/" + name + ":1", destination.host() + "/m/" + name + ":1")))
                    .toList();
            for (Future<CopyReport> copy : running) {
                reports.add(copy.get());
            }
        }
        assertThat(source.exchanges().of("GET", BLOB)).hasSize(7);
        assertThat(reports.stream().mapToInt(report -> report.blobs().copied()).sum())
                .isEqualTo(7);
        assertThat(reports.stream().mapToInt(report -> report.blobs().mounted()).sum())
                .isEqualTo(4 * 7);
        names.forEach(name -> assertThat(image.differencesIn(destination.content(), "m/" + name, "1"))
                .isEmpty());
    }

    @Test
    void whatTheRegistryLostMeanwhileIsBroughtAgain() {
        ImageGraph image = ImageGraphs.ofContent("v1");
        image.pushTo(source.content(), "team/app", "1");
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        destination.loseEverything();
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:2");
        assertThat(image.differencesIn(destination.content(), "mirror/app", "2"))
                .isEmpty();
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() {
        ImageGraph image = ImageGraphs.ofLayers("v1", 1);
        image.pushTo(source.content(), "team/app", "1");
        source.faults().on("GET", BLOB).times(6, new Fault.Truncated());
        copy(source.host() + "/team/app:1", destination.host() + "/mirror/app:1");
        assertThat(image.differencesIn(destination.content(), "mirror/app", "1"))
                .isEmpty();
        assertThat(source.exchanges().of("GET", BLOB))
                .filteredOn(exchange -> exchange.headers().containsKey("range"))
                .isNotEmpty();
        assertThat(destination.exchanges().of("PUT", ".*/blobs/uploads/.*"))
                .as("one upload a blob: the target does not notice")
                .hasSize(2);
    }
}
