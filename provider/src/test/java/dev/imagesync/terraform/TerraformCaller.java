package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.goplugin.HostLog;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.ConfigureProvider;
import dev.imagesync.terraform.rpc.Diagnostic;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.terraform.rpc.ReadResource;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import io.grpc.stub.StreamObserver;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Calls the provider as Terraform does, in this process and without a wire. */
final class TerraformCaller implements AutoCloseable {

    static final String RESOURCE = "imagesync";
    static final Type STATE = ResourceSchema.BLOCK.type();
    static final Type SETTINGS = ProviderSchema.BLOCK.type();
    static final DynamicValue NOTHING = encode(STATE, Value.none());

    private final ProviderService provider;

    TerraformCaller() {
        this(Map.of());
    }

    TerraformCaller(Map<String, String> environment) {
        provider = new ProviderService(
                environment,
                new HostLog(new PrintStream(OutputStream.nullOutputStream()), "imagesync", InstantSource.system()));
    }

    ProviderService provider() {
        return provider;
    }

    /** The answer to a call; there is always one. */
    static <Q, A> A call(BiConsumer<Q, StreamObserver<A>> method, Q request) {
        AtomicReference<A> answer = new AtomicReference<>();
        method.accept(request, new StreamObserver<>() {
            @Override
            public void onNext(A value) {
                answer.set(value);
            }

            @Override
            public void onError(Throwable thrown) {
                throw new AssertionError("a call must not break", thrown);
            }

            @Override
            public void onCompleted() {}
        });
        return Objects.requireNonNull(answer.get(), "no answer");
    }

    static DynamicValue encode(Type type, Value value) {
        return DynamicValue.newBuilder()
                .setMsgpack(ByteString.copyFrom(MessagePack.encode(type, value)))
                .build();
    }

    static Value.Fields decode(DynamicValue value) {
        return (Value.Fields) MessagePack.decode(STATE, value.getMsgpack().toByteArray());
    }

    static DynamicValue image(Map<String, Value> attributes) {
        return encode(STATE, Value.fields(attributes));
    }

    static DynamicValue image(String source, String destination) {
        return image(Map.of("source", Value.of(source), "destination", Value.of(destination)));
    }

    static List<String> errors(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getSeverity() == Diagnostic.Severity.ERROR)
                .map(Diagnostic::getDetail)
                .toList();
    }

    ConfigureProvider.Response configure(Map<String, Value> settings) {
        return call(
                provider::configureProvider,
                ConfigureProvider.Request.newBuilder()
                        .setConfig(encode(SETTINGS, Value.fields(settings)))
                        .build());
    }

    ReadResource.Response read(DynamicValue state, ByteString left) {
        return call(
                provider::readResource,
                ReadResource.Request.newBuilder()
                        .setTypeName(RESOURCE)
                        .setCurrentState(state)
                        .setPrivate(left)
                        .build());
    }

    PlanResourceChange.Response plan(DynamicValue prior, DynamicValue config, ByteString left) {
        return call(
                provider::planResourceChange,
                PlanResourceChange.Request.newBuilder()
                        .setTypeName(RESOURCE)
                        .setPriorState(prior)
                        .setProposedNewState(config)
                        .setConfig(config)
                        .setPriorPrivate(left)
                        .build());
    }

    ApplyResourceChange.Response apply(DynamicValue prior, DynamicValue planned, ByteString left) {
        return call(
                provider::applyResourceChange,
                ApplyResourceChange.Request.newBuilder()
                        .setTypeName(RESOURCE)
                        .setPriorState(prior)
                        .setPlannedState(planned)
                        .setConfig(planned)
                        .setPlannedPrivate(left)
                        .build());
    }

    /** Plans and applies the first copy. */
    DynamicValue create(DynamicValue config) {
        PlanResourceChange.Response plan = plan(NOTHING, config, ByteString.EMPTY);
        return apply(NOTHING, plan.getPlannedState(), plan.getPlannedPrivate()).getNewState();
    }

    @Override
    public void close() {
        provider.close();
    }
}
