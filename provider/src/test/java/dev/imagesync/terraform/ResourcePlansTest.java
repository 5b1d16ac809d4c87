package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Value;
import org.junit.jupiter.api.Test;

/** What Terraform sees of a plan for an image that stays. */
class ResourcePlansTest extends ProviderRig {

    private static final ImageGraph IMAGE = ImageGraphs.ofContent("one");

    ResourcePlansTest() {
        IMAGE.pushTo(upstream.content(), "app", "latest");
        IMAGE.pushTo(upstream.content(), "app", "1");
    }

    private DynamicValue state() {
        return host.create(TerraformCaller.image(
                "localhost:" + upstream.port() + "/app:latest", "localhost:" + mirror.port() + "/app:latest"));
    }

    private PlanResourceChange.Response plan(DynamicValue state, DynamicValue config) {
        PlanResourceChange.Response plan = host.plan(state, config, ByteString.EMPTY);
        assertThat(TerraformCaller.errors(plan.getDiagnosticsList())).isEmpty();
        assertThat(plan.getRequiresReplaceList()).isEmpty();
        return plan;
    }

    @Test
    void anotherSpellingOfTheSameIsNoChange() {
        DynamicValue state = state();
        DynamicValue respelled =
                TerraformCaller.image("LOCALHOST:" + upstream.port() + "/app", "LOCALHOST:" + mirror.port() + "/app");
        assertThat(plan(state, respelled).getPlannedState()).isEqualTo(state);
    }

    @Test
    void anotherSourceOfTheSameIsShown() {
        DynamicValue plan = plan(
                        state(),
                        TerraformCaller.image(
                                "localhost:" + upstream.port() + "/app:1", "localhost:" + mirror.port() + "/app"))
                .getPlannedState();
        Value.Fields planned = TerraformCaller.decode(plan);
        assertThat(planned.get("source")).isEqualTo(Value.of("localhost:" + upstream.port() + "/app:1"));
        assertThat(planned.get("destination")).isEqualTo(Value.of("localhost:" + mirror.port() + "/app:latest"));
    }

    @Test
    void theIdentityIsTheOneSpelling() {
        DynamicValue respelled =
                TerraformCaller.image("localhost:" + upstream.port() + "/app", "LOCALHOST:" + mirror.port() + "/app");
        Value identity = MessagePack.decode(
                Messages.IDENTITY,
                host.plan(TerraformCaller.NOTHING, respelled, ByteString.EMPTY)
                        .getPlannedIdentity()
                        .getIdentityData()
                        .getMsgpack()
                        .toByteArray());
        assertThat(((Value.Fields) identity).get("destination"))
                .isEqualTo(Value.of("localhost:" + mirror.port() + "/app:latest"));
    }
}
