package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.Toxiproxy;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Transport;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A copy of one gibibyte between two real registries, cut ten times on the wire. */
@Tag("long")
class CutConnectionsTest {

    private static final int LAYERS = 8;
    private static final int LAYER = 128 << 20;
    private static final long SIZE = (long) LAYERS * LAYER;
    private static final int CUTS = 10;

    /** Cuts when so many bytes have gone out; counts what goes out, and what went in vain. */
    private static final class Cutter implements CopyListener {
        private final AtomicLong out = new AtomicLong();
        private final Iterator<Long> points;
        private final Runnable cut;
        private long next;
        private int cuts;

        Cutter(RandomGenerator random, Runnable cut) {
            List<Long> drawn = random.longs(CUTS, SIZE / 100, SIZE * 98 / 100)
                    .sorted()
                    .boxed()
                    .toList();
            this.points = drawn.iterator();
            this.next = points.next();
            this.cut = cut;
            System.out.println("cuts at " + drawn);
        }

        @Override
        public void moved(long bytes) {
            if (bytes > 0) {
                out.addAndGet(bytes);
            }
            cutIfDue();
        }

        private synchronized void cutIfDue() {
            if (cuts < CUTS && out.get() >= next) {
                cuts++;
                next = points.hasNext() ? points.next() : Long.MAX_VALUE;
                cut.run();
            }
        }
    }

    @Test
    void cutAtTheSourceItGoesOnWhereItStopped() {
        long bytes = copy(1, true, false);
        assertThat(bytes).isLessThan(SIZE * 12 / 10);
    }

    @Test
    void cutOnEitherSideItEndsRight() {
        copy(2, true, true);
    }

    /** Gives the bytes that the copy sent to its destination. */
    private static long copy(long seed, boolean cutsSource, boolean cutsDestination) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        System.out.println("seed " + seed);
        ImageGraph image = ImageGraphs.ofRandomLayers(seed, LAYERS, LAYER);
        try (Toxiproxy toxiproxy = Toxiproxy.start();
                RegistryProcess source = RegistryProcess.start();
                RegistryProcess destination = RegistryProcess.start();
                Transport transport = new Transport(HostSettings.DEFAULTS, Credentials.NONE)) {
            image.pushTo(source.content(), "team/app", "1");
            Toxiproxy.Link from = toxiproxy.to(source.host());
            Toxiproxy.Link to = toxiproxy.to(destination.host());
            Cutter cutter = new Cutter(random, () -> {
                boolean atSource = cutsSource && (!cutsDestination || random.nextBoolean());
                (atSource ? from : to).cut();
            });
            new ImageCopier(new RegistryClient(transport))
                    .copy(
                            new CopyRequest(
                                    ImageReference.parse(from.host() + "/team/app:1"),
                                    ImageReference.parse(to.host() + "/mirror/app:1"),
                                    Selection.WHOLE,
                                    cutter),
                            Operation.unattended());
            assertThat(cutter.cuts).isEqualTo(CUTS);
            assertThat(image.differencesIn(destination.content(), "mirror/app", "1"))
                    .isEmpty();
            System.out.printf("%d bytes of %d went out%n", cutter.out.get(), SIZE);
            return cutter.out.get();
        }
    }
}
