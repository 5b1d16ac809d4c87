package dev.imagesync.pulumi;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import dev.imagesync.operation.Feedback;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.pulumi.rpc.CallbackInvokeRequest;
import dev.imagesync.pulumi.rpc.CallbackInvokeResponse;
import dev.imagesync.pulumi.rpc.ConstructRequest;
import dev.imagesync.pulumi.rpc.ConstructResponse;
import dev.imagesync.pulumi.rpc.RegisterResourceRequest;
import dev.imagesync.pulumi.rpc.TransformRequest;
import dev.imagesync.pulumi.rpc.TransformResponse;
import dev.imagesync.workload.Fate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The image mirrors of the programs that run now. Thread-safe. */
final class ImageMirrors {

    static final String TYPE = "imagesync:index:ImageMirror";

    private final Map<String, ImageMirror> byToken = new ConcurrentHashMap<>();
    private final ImageMirror.Run run;
    private volatile String target = "";

    /**
     * No mirrors yet.
     *
     * @param version of this provider
     * @param canBeHad whether an image can be resolved, or is in the mirror
     */
    ImageMirrors(String version, Predicate<Fate.Mirrored> canBeHad) {
        run = new ImageMirror.Run(version, canBeHad, ConcurrentHashMap.newKeySet());
    }

    /** This provider is at this address, where the engine can ask it. */
    void serveAt(String address) {
        target = address;
    }

    /**
     * Registers a mirror, which sees all that is registered after this has returned.
     *
     * @param feedback what is told of the mirror by its URN
     */
    ConstructResponse construct(ConstructRequest request, Function<String, Feedback> feedback) {
        if (!request.getType().equals(TYPE)) {
            throw Problem.ofInput(Code.INPUT_INVALID, "there is no component " + request.getType(), "use " + TYPE)
                    .toException();
        }
        MirrorInputs inputs = MirrorInputs.read(PulumiFields.of(request.getInputs()));
        Monitor monitor = new Monitor(request.getMonitorEndpoint());
        String token = UUID.randomUUID().toString();
        try {
            monitor.requireTransforms();
            String urn = monitor.register(component(request)).getUrn();
            byToken.put(
                    token,
                    new ImageMirror(
                            inputs, run, monitor, new ImageMirror.Component(request, urn), feedback.apply(urn)));
            monitor.registerStackTransform(target, token);
            Struct outputs = Struct.newBuilder()
                    .putFields("registry", request.getInputs().getFieldsOrThrow("registry"))
                    .build();
            monitor.registerOutputs(urn, outputs);
            return ConstructResponse.newBuilder().setUrn(urn).setState(outputs).build();
        } catch (RuntimeException e) {
            byToken.remove(token);
            monitor.close();
            throw e;
        }
    }

    private static RegisterResourceRequest component(ConstructRequest request) {
        return ImageMirror.registration(request)
                .setType(TYPE)
                .setName(request.getName())
                .setParent(request.getParent())
                .setObject(request.getInputs())
                .addAllDependencies(request.getDependenciesList())
                .putAllProviders(request.getProvidersMap())
                .addAllAliases(request.getAliasesList())
                .setAliasSpecs(true)
                .build();
    }

    /** The engine's question about a resource. */
    CallbackInvokeResponse transform(CallbackInvokeRequest request) {
        ImageMirror mirror = byToken.get(request.getToken());
        if (mirror == null) {
            throw new IllegalStateException("the engine asks for an image mirror of another run");
        }
        try {
            Optional<Struct> transformed = mirror.transformed(TransformRequest.parseFrom(request.getRequest()));
            TransformResponse.Builder response = TransformResponse.newBuilder();
            transformed.ifPresent(response::setProperties);
            return CallbackInvokeResponse.newBuilder()
                    .setResponse(ByteString.copyFrom(response.build().toByteArray()))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the engine's question cannot be read", e);
        }
    }

    /**
     * The images of a mirror so far, by their source.
     *
     * @param urn which mirror
     */
    Map<String, PropertyValue> images(String urn) {
        return byToken.values().stream()
                .filter(mirror -> mirror.urn().equals(urn))
                .findFirst()
                .orElseThrow(() -> Problem.ofInput(
                                Code.INPUT_INVALID, "there is no image mirror " + urn, "give the URN of one")
                        .toException())
                .images();
    }

    /** The run is over. */
    void clear() {
        byToken.values().forEach(ImageMirror::close);
        byToken.clear();
        run.ours().clear();
    }
}
