package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.tfvalues.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource whose address is renamed without {@code moved}: a delete and a create of one destination, in each order. */
class RenamedAddressTest extends ProviderRig {

    private static final ImageGraph IMAGE = ImageGraphs.ofContent("one");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @BeforeEach
    void push() {
        IMAGE.pushTo(upstream.content(), "app", "1");
    }

    private DynamicValue app(String deletePolicy) {
        return TerraformCaller.image(Map.of(
                "source",
                Value.of(upstream.host() + "/app:1"),
                "destination",
                Value.of(mirror.host() + "/app:1"),
                "delete_policy",
                Value.of(deletePolicy)));
    }

    private void assertMirrored() {
        assertThat(IMAGE.differencesIn(mirror.content(), "app", "1")).isEmpty();
        assertThat(mirror.exchanges().of("DELETE", ".*")).as("deletions").isEmpty();
    }

    private PlanResourceChange.Response planDelete(DynamicValue state) {
        return host.plan(state, TerraformCaller.NOTHING, ByteString.EMPTY);
    }

    private ApplyResourceChange.Response delete(DynamicValue state, ByteString left) {
        return host.apply(state, TerraformCaller.NOTHING, left);
    }

    private ApplyResourceChange.Response create(PlanResourceChange.Response plan) {
        return host.apply(TerraformCaller.NOTHING, plan.getPlannedState(), plan.getPlannedPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "image"})
    void aPlanOfADeleteWaitsForThatOfTheCreate(String deletePolicy) {
        DynamicValue state = host.create(app(deletePolicy));
        newCommand();
        CompletableFuture<PlanResourceChange.Response> delete = CompletableFuture.supplyAsync(() -> planDelete(state));
        host.plan(TerraformCaller.NOTHING, app(deletePolicy), ByteString.EMPTY);
        assertThat(delete)
                .succeedsWithin(PATIENCE)
                .extracting(PlanResourceChange.Response::getPlannedPrivate)
                .isNotEqualTo(ByteString.EMPTY);
    }

    /** How the create of a rename ends. */
    private enum End {
        WELL,
        WITH_AN_ERROR
    }

    /** The create waits for the upstream while the delete comes. */
    @ParameterizedTest
    @EnumSource
    void aDeleteWhileTheCreateIsAtWorkTakesNothingAway(End end) throws InterruptedException {
        for (String deletePolicy : List.of("tag", "image")) {
            DynamicValue state = host.create(app(deletePolicy));
            newCommand();
            PlanResourceChange.Response plan = host.plan(TerraformCaller.NOTHING, app(deletePolicy), ByteString.EMPTY);
            newCommand();
            Fault.Held held = new Fault.Held();
            upstream.faults().on("HEAD", ".*/manifests/1").once(held);
            CompletableFuture<ApplyResourceChange.Response> create = CompletableFuture.supplyAsync(() -> create(plan));
            assertThat(held.asked().await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the create asks")
                    .isTrue();

            assertThat(delete(state, ByteString.EMPTY).getNewState()).isEqualTo(TerraformCaller.NOTHING);
            assertMirrored();
            if (end == End.WITH_AN_ERROR) {
                mirror.faults().on("*", ".*").always(Fault.status(403));
            }
            held.letGo().countDown();

            assertThat(create).succeedsWithin(PATIENCE).satisfies(response -> {
                assertThat(response.getDiagnosticsList()).hasSize(end == End.WELL ? 0 : 1);
                assertThat(TerraformCaller.decode(response.getNewState()).get("digest"))
                        .as("one of the two is recorded")
                        .isEqualTo(Value.of(IMAGE.root().digest()));
            });
            assertMirrored();
            upstream.faults().clear();
            mirror.faults().clear();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "image"})
    void aDeleteAfterTheCreateTakesNothingAway(String deletePolicy) {
        DynamicValue state = host.create(app(deletePolicy));
        newCommand();
        create(host.plan(TerraformCaller.NOTHING, app(deletePolicy), ByteString.EMPTY));
        assertThat(delete(state, ByteString.EMPTY).getDiagnosticsList()).isEmpty();
        assertMirrored();
    }
}
