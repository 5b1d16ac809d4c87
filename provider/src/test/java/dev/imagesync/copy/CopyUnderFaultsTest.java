package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Problem;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several things go wrong in one copy, anywhere: the tag points at the older or at the newer image, both whole, the response says
 * which, and the same copy succeeds when all is well again.
 */
class CopyUnderFaultsTest {

    private static final int RUNS = 150;

    private static final List<Fault> FAULTS = List.of(
            new Fault.Reset(),
            new Fault.Truncated(),
            new Fault.WrongBytes(),
            new Fault.WrongLength(-1),
            new Fault.WrongLength(3),
            new Fault.LoggedOut(),
            new Fault.TokensExpire(),
            new Fault.QueryIgnored(),
            Fault.html(404),
            Fault.html(200),
            Fault.status(403),
            Fault.status(429).with("Retry-After", "3"),
            Fault.status(500),
            Fault.html(502),
            Fault.without("Location"),
            Fault.without("Docker-Content-Digest"),
            Fault.without("Content-Type"));

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "*");
    private static final List<String> PATHS =
            List.of(".*/blobs/sha.*", ".*/blobs/uploads/.*", ".*/manifests/sha.*", ".*/manifests/1", "/token", ".*");

    static LongStream seeds() {
        return LongStream.range(0, RUNS);
    }

    private static <T> T any(RandomGenerator random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String spoil(RandomGenerator random, FakeRegistry registry) {
        StringBuilder plan = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String method = any(random, METHODS);
            String path = any(random, PATHS);
            int n = 1 + random.nextInt(6);
            Fault fault = any(random, FAULTS);
            registry.faults().on(method, path).nth(n, fault);
            plan.append("\n  ")
                    .append(method)
                    .append(' ')
                    .append(path)
                    .append(" #")
                    .append(n)
                    .append(": ")
                    .append(fault);
        }
        return plan.toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverTagsWhatIsNotWhole(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (CopyRig rig = new CopyRig()) {
            String plan = "seed " + seed + "\n source" + spoil(random, rig.source) + "\n destination"
                    + spoil(random, rig.destination);

            Optional<Problem> problem = rig.copy();
            rig.source.faults().clear();
            rig.destination.faults().clear();

            List<String> lacking = rig.missing(rig.image);
            if (problem.isEmpty()) {
                assertThat(lacking).as(plan).isEmpty();
            } else if (!lacking.isEmpty()) {
                assertThat(rig.missing(rig.older))
                        .as("%s%n%s", plan, problem.get())
                        .isEmpty();
            }
            rig.nextRun();
            assertThat(rig.copy()).as(plan).isEmpty();
            assertThat(rig.missing(rig.image)).as(plan).isEmpty();
        }
    }
}
