package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.CallFunction;
import dev.imagesync.terraform.rpc.Diagnostic;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.GetProviderSchema;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.terraform.rpc.StopProvider;
import dev.imagesync.terraform.rpc.UpgradeResourceIdentity;
import dev.imagesync.terraform.rpc.UpgradeResourceState;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.tfvalues.Refinement;
import dev.imagesync.tfvalues.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that no well-behaved host makes often enough, and the two halves of a replacement one by one. */
class ProviderServiceTest extends ProviderRig {

    private static final ImageGraph ONE = ImageGraphs.ofContent("one");
    private static final ImageGraph TWO = ImageGraphs.ofContent("two");

    @BeforeEach
    void release() {
        ONE.pushTo(upstream.content(), "app", "1");
    }

    private DynamicValue app() {
        return TerraformCaller.image(upstream.host() + "/app:1", mirror.host() + "/app:1");
    }

    private String mirrored() {
        return mirror.content().digest("app", "1").orElse("nothing");
    }

    private static UpgradeResourceState.Response upgrade(TerraformCaller host, long version, String json) {
        return TerraformCaller.call(
                host.provider()::upgradeResourceState,
                UpgradeResourceState.Request.newBuilder()
                        .setTypeName(TerraformCaller.RESOURCE)
                        .setVersion(version)
                        .setRawState(RawState.newBuilder().setJson(ByteString.copyFromUtf8(json)))
                        .build());
    }

    @Test
    void theSchemaPromisesWhatTheProviderKeeps() {
        GetProviderSchema.Response schema = TerraformCaller.call(
                host.provider()::getProviderSchema, GetProviderSchema.Request.getDefaultInstance());
        assertThat(schema.getResourceSchemasOrThrow("imagesync").getVersion()).isEqualTo(2);
        assertThat(schema.getDataSourceSchemasMap()).containsOnlyKeys("imagesync_image", "imagesync_tags");
        assertThat(schema.getFunctionsMap()).containsOnlyKeys("parse_reference", "images", "destination", "render");
        assertThat(schema.getServerCapabilities().getPlanDestroy()).isTrue();
        assertThat(schema.getServerCapabilities().getGetProviderSchemaOptional())
                .isTrue();
        assertThat(schema.getServerCapabilities().getMoveResourceState()).isTrue();
    }

    @Test
    void stateOfANewerVersionIsRefusedWithACure() {
        assertThat(TerraformCaller.errors(upgrade(host, 3, "{}").getDiagnosticsList()))
                .singleElement()
                .asString()
                .contains("version 3", "newer version of the provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"id\":{}}"})
    void stateThatIsNoStateIsADiagnostic(String json) {
        assertThat(TerraformCaller.errors(upgrade(host, 2, json).getDiagnosticsList()))
                .hasSize(1);
    }

    /** Terraform asks so for all state that was written before there were identities, such as the forerunner's. */
    @Test
    void stateWithoutAnIdentityHasNoneUntilItIsRead() {
        UpgradeResourceIdentity.Response response = TerraformCaller.call(
                host.provider()::upgradeResourceIdentity,
                UpgradeResourceIdentity.Request.newBuilder()
                        .setTypeName(TerraformCaller.RESOURCE)
                        .setRawIdentity(RawState.getDefaultInstance())
                        .build());
        assertThat(response.getDiagnosticsList()).isEmpty();
        assertThat(Messages.decode(
                        Messages.IDENTITY, response.getUpgradedIdentity().getIdentityData()))
                .isEqualTo(Value.none());
    }

    @Test
    void aValueThatIsCutOffIsADiagnostic() {
        ByteString whole = app().getMsgpack();
        for (int length = 0; length < whole.size(); length++) {
            DynamicValue cut = DynamicValue.newBuilder()
                    .setMsgpack(whole.substring(0, length))
                    .build();
            assertThat(TerraformCaller.errors(host.plan(TerraformCaller.NOTHING, cut, ByteString.EMPTY)
                            .getDiagnosticsList()))
                    .as("%d bytes", length)
                    .hasSize(1)
                    .noneMatch(text -> text.contains("Exception"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema_version\":\"1\"}", "no json", "{\"imagesync\":99}", "[1]"})
    void whatAnotherProviderLeftIsAsGoodAsNothing(String left) {
        DynamicValue state = host.create(app());
        ByteString foreign = ByteString.copyFromUtf8(left);
        ReadResource.Response read = host.read(state, foreign);
        assertThat(read.getDiagnosticsList()).isEmpty();
        assertThat(host.plan(read.getNewState(), app(), foreign).getPlannedState())
                .isEqualTo(read.getNewState());
    }

    @Test
    void settingsThatAreNotKnownYetAreNoError() {
        assertThat(host.configure(Map.of("registries", Value.unknown(), "on_unreachable", Value.unknown()))
                        .getDiagnosticsList())
                .isEmpty();
    }

    @Test
    void settingsAreJudgedWithTheirPlace() {
        List<Diagnostic> told = host.configure(
                        Map.of("on_unreachable", Value.of("perhaps"), "max_concurrency", Value.of(0)))
                .getDiagnosticsList();
        assertThat(TerraformCaller.errors(told)).hasSize(2).noneMatch(text -> text.contains("onUnreachable"));
        assertThat(told)
                .extracting(one -> one.getAttribute().getSteps(0).getAttributeName())
                .containsExactlyInAnyOrder("on_unreachable", "max_concurrency");
    }

    @Test
    void aDestinationThatIsNotKnownYetIsPlannedWithoutAMark() {
        DynamicValue config = TerraformCaller.image(Map.of(
                "source", Value.of(upstream.host() + "/app:1"), "destination", Value.unknown(Refinement.notNull())));
        PlanResourceChange.Response plan = host.plan(TerraformCaller.NOTHING, config, ByteString.EMPTY);
        assertThat(plan.getDiagnosticsList()).isEmpty();
        assertThat(plan.getPlannedPrivate()).isEmpty();
        assertThat(plan.hasPlannedIdentity()).isFalse();
    }

    @Test
    void stopEndsACopyAndItsCallIsAnswered() {
        upstream.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
        PlanResourceChange.Response plan = host.plan(TerraformCaller.NOTHING, app(), ByteString.EMPTY);
        CompletableFuture<ApplyResourceChange.Response> apply = CompletableFuture.supplyAsync(
                () -> host.apply(TerraformCaller.NOTHING, plan.getPlannedState(), plan.getPlannedPrivate()));
        await("the copy is under way").until(() -> mirror.openUploads() > 0);
        TerraformCaller.call(host.provider()::stopProvider, StopProvider.Request.getDefaultInstance());
        assertThat(TerraformCaller.errors(apply.join().getDiagnosticsList())).hasSize(1);
        assertThat(apply.join().getNewState()).isEqualTo(TerraformCaller.NOTHING);
        assertThat(mirrored()).isEqualTo("nothing");
    }

    /** A replacement, planned; its halves are applied by the tests, in Terraform's order. */
    private PlanResourceChange.Response planReplacement(DynamicValue state) {
        TWO.pushTo(upstream.content(), "app", "1");
        newCommand();
        ReadResource.Response read = host.read(state, ByteString.EMPTY);
        PlanResourceChange.Response first = host.plan(read.getNewState(), app(), read.getPrivate());
        assertThat(first.getRequiresReplaceList()).hasSize(1);
        return host.plan(TerraformCaller.NOTHING, app(), first.getPlannedPrivate());
    }

    @Test
    void theDeletingHalfTakesNothingAndTheCreatingHalfAsksTheUpstreamForNoTag() {
        DynamicValue state = host.create(app());
        PlanResourceChange.Response plan = planReplacement(state);
        assertThat(host.apply(state, TerraformCaller.NOTHING, plan.getPlannedPrivate())
                        .getDiagnosticsList())
                .isEmpty();
        assertThat(mirrored()).isEqualTo(ONE.root().digest());
        upstream.exchanges().clear();

        PlanResourceChange.Response atApply = host.plan(TerraformCaller.NOTHING, app(), ByteString.EMPTY);
        assertThat(atApply.getPlannedState()).isEqualTo(plan.getPlannedState());
        assertThat(upstream.exchanges().all()).isEmpty();
        ApplyResourceChange.Response created =
                host.apply(TerraformCaller.NOTHING, atApply.getPlannedState(), atApply.getPlannedPrivate());
        assertThat(created.getDiagnosticsList()).isEmpty();
        assertThat(mirrored()).isEqualTo(TWO.root().digest());
        assertThat(upstream.exchanges().of("HEAD", ".*/manifests/1")).isEmpty();
        assertThat(upstream.exchanges().of("GET", ".*/manifests/1")).isEmpty();
    }

    @Test
    void aCreatingHalfThatFailsGivesTheOldImageBack() {
        DynamicValue state = host.create(app());
        PlanResourceChange.Response plan = planReplacement(state);
        host.apply(state, TerraformCaller.NOTHING, plan.getPlannedPrivate());
        upstream.faults().on("*", ".*").always(Fault.status(403));
        PlanResourceChange.Response atApply = host.plan(TerraformCaller.NOTHING, app(), ByteString.EMPTY);
        ApplyResourceChange.Response failed =
                host.apply(TerraformCaller.NOTHING, atApply.getPlannedState(), atApply.getPlannedPrivate());
        assertThat(TerraformCaller.errors(failed.getDiagnosticsList())).hasSize(1);
        assertThat(TerraformCaller.decode(failed.getNewState()).get("digest"))
                .isEqualTo(Value.of(ONE.root().digest()));
        assertThat(mirrored()).isEqualTo(ONE.root().digest());
    }

    @Test
    void aCreateThatFailsWithoutAnOldImageLeavesNothing() {
        upstream.faults().on("*", ".*").always(Fault.status(403));
        PlanResourceChange.Response plan = host.plan(TerraformCaller.NOTHING, app(), ByteString.EMPTY);
        ApplyResourceChange.Response failed =
                host.apply(TerraformCaller.NOTHING, plan.getPlannedState(), plan.getPlannedPrivate());
        assertThat(TerraformCaller.errors(failed.getDiagnosticsList())).hasSize(1);
        assertThat(failed.getNewState()).isEqualTo(TerraformCaller.NOTHING);
    }

    /** A process that ended between the halves is told nothing more; the next one finds the old tag and goes on from there. */
    @Test
    void anotherProcessAfterTheDeletingHalfFindsTheOldTagAndRepointsIt() {
        DynamicValue state = host.create(app());
        host.apply(state, TerraformCaller.NOTHING, planReplacement(state).getPlannedPrivate());
        try (TerraformCaller next = new TerraformCaller()) {
            PlanResourceChange.Response plan = next.plan(TerraformCaller.NOTHING, app(), ByteString.EMPTY);
            assertThat(plan.getDiagnosticsList()).singleElement().satisfies(warning -> assertThat(warning.getDetail())
                    .contains(ONE.root().digest(), TWO.root().digest()));
            next.apply(TerraformCaller.NOTHING, plan.getPlannedState(), plan.getPlannedPrivate());
            assertThat(mirrored()).isEqualTo(TWO.root().digest());
        }
    }

    @Test
    void theDeletingHalfOfAnotherDestinationDoesDelete() {
        DynamicValue state = host.create(app());
        newCommand();
        DynamicValue moved = TerraformCaller.image(upstream.host() + "/app:1", mirror.host() + "/moved:1");
        PlanResourceChange.Response first = host.plan(state, moved, ByteString.EMPTY);
        PlanResourceChange.Response second = host.plan(TerraformCaller.NOTHING, moved, first.getPlannedPrivate());
        host.apply(state, TerraformCaller.NOTHING, second.getPlannedPrivate());
        assertThat(mirrored()).isEqualTo("nothing");
    }

    @Test
    void aDefectInAFunctionIsItsError() {
        CallFunction.Response response = TerraformCaller.call(
                host.provider()::callFunction,
                CallFunction.Request.newBuilder()
                        .setName(ParseReference.FUNCTION.name())
                        .addArguments(DynamicValue.newBuilder().setMsgpack(ByteString.copyFromUtf8("no msgpack")))
                        .build());
        assertThat(response.hasResult()).isFalse();
        assertThat(response.getError().getText()).isNotBlank();
        CallFunction.Response withoutArguments = TerraformCaller.call(
                host.provider()::callFunction,
                CallFunction.Request.newBuilder()
                        .setName(ParseReference.FUNCTION.name())
                        .build());
        assertThat(withoutArguments.getError().getText()).contains("IS9001");
    }
}
