package dev.imagesync.packaging;

import com.google.protobuf.ByteString;
import dev.imagesync.goplugin.rpc.Empty;
import dev.imagesync.goplugin.rpc.GRPCControllerGrpc;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.ConfigureProvider;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.GetProviderSchema;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.ProviderGrpc;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.terraform.rpc.Schema;
import dev.imagesync.terraform.rpc.UpgradeResourceState;
import dev.imagesync.terraform.rpc.ValidateProviderConfig;
import dev.imagesync.terraform.rpc.ValidateResourceConfig;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Terraform asks in the lives of some images, which go from one registry to another. */
record TerraformTraining(Registries registries, PluginHost host) implements Training {

    private static final String RESOURCE = "imagesync";

    @Override
    public String door() {
        return "terraform";
    }

    @Override
    public String mainClass() {
        return "dev.imagesync.terraform.Main";
    }

    @Override
    public Map<String, String> environment() throws IOException {
        return Map.of(
                "TF_PLUGIN_MAGIC_COOKIE",
                "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
                "PLUGIN_PROTOCOL_VERSIONS",
                "6",
                "PLUGIN_CLIENT_CERT",
                host.certificate(),
                "DOCKER_CONFIG",
                registries.secured().dockerConfig().toString());
    }

    @Override
    public void drive(Process program) throws IOException, InterruptedException {
        ManagedChannel channel = host.connect(program.inputReader().readLine());
        try {
            live(ProviderGrpc.newBlockingStub(channel));
            GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
            program.waitFor();
        } finally {
            channel.shutdownNow();
            program.destroy();
        }
    }

    private void live(ProviderGrpc.ProviderBlockingStub provider) {
        GetProviderSchema.Response schema = provider.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
        DynamicValue settings = encode(
                typeOf(schema.getProvider().getBlock().getAttributesList()),
                Value.fields(Map.of(
                        "registries",
                        Value.fields(Map.of(
                                registries.source(),
                                Value.fields(Map.of(
                                        "ca_file",
                                        Value.of(
                                                registries.secured().authority().toString()))))))));
        provider.validateProviderConfig(
                ValidateProviderConfig.Request.newBuilder().setConfig(settings).build());
        provider.configureProvider(
                ConfigureProvider.Request.newBuilder().setConfig(settings).build());
        Schema resource = schema.getResourceSchemasOrThrow(RESOURCE);
        Type state = typeOf(resource.getBlock().getAttributesList());
        for (int i = 0; i < IMAGES; i++) {
            live(provider, state, resource.getVersion(), Training.repository(i));
        }
    }

    private void live(ProviderGrpc.ProviderBlockingStub provider, Type state, long version, String repository) {
        DynamicValue none = encode(state, Value.none());
        DynamicValue config = encode(
                state,
                Value.fields(Map.of(
                        "source", Value.of(registries.source() + "/" + repository + ":1"),
                        "destination", Value.of(registries.mirror() + "/terraform/" + repository + ":1"))));
        provider.validateResourceConfig(ValidateResourceConfig.Request.newBuilder()
                .setTypeName(RESOURCE)
                .setConfig(config)
                .build());
        PlanResourceChange.Response plan = provider.planResourceChange(plan(none, config, ByteString.EMPTY));
        ApplyResourceChange.Response applied = provider.applyResourceChange(ApplyResourceChange.Request.newBuilder()
                .setTypeName(RESOURCE)
                .setPriorState(none)
                .setPlannedState(plan.getPlannedState())
                .setConfig(config)
                .setPlannedPrivate(plan.getPlannedPrivate())
                .build());
        provider.upgradeResourceState(UpgradeResourceState.Request.newBuilder()
                .setTypeName(RESOURCE)
                .setVersion(version)
                .setRawState(RawState.newBuilder()
                        .setJson(ByteString.copyFromUtf8(
                                "{\"source\":\"a/b:1\",\"destination\":\"c/d:1\",\"timeouts\":null}")))
                .build());
        ReadResource.Response read = provider.readResource(ReadResource.Request.newBuilder()
                .setTypeName(RESOURCE)
                .setCurrentState(applied.getNewState())
                .build());
        PlanResourceChange.Response again =
                provider.planResourceChange(plan(read.getNewState(), config, read.getPrivate()));
        if (!applied.getDiagnosticsList().isEmpty()
                || !again.getDiagnosticsList().isEmpty()) {
            throw new IllegalStateException(
                    "the training failed: " + applied.getDiagnosticsList() + again.getDiagnosticsList());
        }
    }

    private static Type typeOf(List<Schema.Attribute> attributes) {
        Map<String, Type> types = new TreeMap<>();
        attributes.forEach(attribute -> types.put(attribute.getName(), typeOf(attribute)));
        return Type.object(types);
    }

    private static Type typeOf(Schema.Attribute attribute) {
        if (!attribute.hasNestedType()) {
            return Type.parse(attribute.getType().toStringUtf8());
        }
        Type nested = typeOf(attribute.getNestedType().getAttributesList());
        return attribute.getNestedType().getNesting() == Schema.Object.NestingMode.MAP ? Type.map(nested) : nested;
    }

    private static PlanResourceChange.Request plan(DynamicValue prior, DynamicValue config, ByteString left) {
        return PlanResourceChange.Request.newBuilder()
                .setTypeName(RESOURCE)
                .setPriorState(prior)
                .setProposedNewState(config)
                .setConfig(config)
                .setPriorPrivate(left)
                .build();
    }

    private static DynamicValue encode(Type type, Value value) {
        return DynamicValue.newBuilder()
                .setMsgpack(ByteString.copyFrom(MessagePack.encode(type, value)))
                .build();
    }
}
