package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.behaviour.Decision;
import dev.imagesync.behaviour.Desired;
import dev.imagesync.behaviour.ImportId;
import dev.imagesync.behaviour.Inputs;
import dev.imagesync.behaviour.Property;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.configuration.Runtime;
import dev.imagesync.lifecycle.Acting;
import dev.imagesync.lifecycle.Checked;
import dev.imagesync.lifecycle.Planning;
import dev.imagesync.operation.Operation;
import dev.imagesync.pulumi.rpc.CheckFailure;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DeleteRequest;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.ReadRequest;
import dev.imagesync.pulumi.rpc.ReadResponse;
import dev.imagesync.pulumi.rpc.UpdateRequest;
import dev.imagesync.pulumi.rpc.UpdateResponse;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code imagesync:index:SyncedImage}: translates the engine's calls for the lifecycle, and its answers back. Thread-safe. */
final class SyncedImageResource {

    static final String TYPE = "imagesync:index:SyncedImage";

    private final Planning planning;
    private final Acting acting;

    SyncedImageResource(Runtime runtime) {
        this.planning = runtime.planning();
        this.acting = runtime.acting();
    }

    CheckResponse check(CheckRequest request, Operation operation) {
        PulumiFields news = PulumiFields.inputs(request.getNews());
        news.refuseOthers(Property.INPUTS);
        Optional<Desired> desired = Inputs.read(news);
        CheckResponse.Builder response = CheckResponse.newBuilder();
        news.failures().forEach(failure -> response.addFailures(failure(failure.path(), failure.reason())));
        Map<String, PropertyValue> checked = new LinkedHashMap<>(news.fields());
        if (desired.isPresent() && news.failures().isEmpty()) {
            planning.tell(Inputs.notices(news), operation);
            Checked found = planning.check(
                    desired.get(), SyncedImageState.origin(PulumiFields.of(request.getOlds())), operation);
            found.failures()
                    .forEach(failure -> response.addFailures(failure(
                            failure.property().label(), failure.problem().oneLine())));
            if (found.sourceDigest() != null && !news.isSet(Property.SOURCE_DIGEST.label())) {
                checked.put(
                        Property.SOURCE_DIGEST.label(),
                        SyncedImageState.text(found.sourceDigest().toString()));
            }
        }
        return response.setInputs(ValueCodec.encode(checked)).build();
    }

    static CheckFailure failure(String path, String reason) {
        return CheckFailure.newBuilder()
                .setProperty(path)
                .setReason(Spelling.spell(reason))
                .build();
    }

    DiffResponse diff(DiffRequest request, Operation operation) {
        Recorded recorded = Recorded.read(PulumiFields.of(request.getOlds()));
        Desired desired = Inputs.readChecked(PulumiFields.inputs(request.getNews()));
        return Diffs.of(planning.plan(desired, recorded, operation), request);
    }

    CreateResponse create(CreateRequest request, Operation operation) {
        PulumiFields inputs = PulumiFields.inputs(request.getProperties());
        Desired desired = Inputs.readChecked(inputs);
        if (request.getPreview()) {
            return foresee(inputs, desired, operation);
        }
        Recorded recorded = acting.create(desired, operation);
        return CreateResponse.newBuilder()
                .setId(recorded.digestRef().toString())
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(recorded, inputs)))
                .build();
    }

    private CreateResponse foresee(PulumiFields inputs, Desired desired, Operation operation) {
        Decision decision = planning.plan(desired, null, operation);
        ImageReference destination = desired.destination().known().orElse(null);
        if (!(decision instanceof Decision.Create create) || create.digest() == null || destination == null) {
            return onlyInputs(inputs);
        }
        Optional<Digest> digest = planning.foresee(desired, create.digest(), operation);
        if (digest.isEmpty()) {
            return onlyInputs(inputs);
        }
        ImageReference digestRef = destination.repository().at(digest.get());
        return CreateResponse.newBuilder()
                .setId(digestRef.toString())
                .setProperties(ValueCodec.encode(SyncedImageState.foreseen(digestRef, create.digest(), inputs)))
                .build();
    }

    private static CreateResponse onlyInputs(PulumiFields inputs) {
        return CreateResponse.newBuilder()
                .setProperties(ValueCodec.encode(inputs.fields()))
                .build();
    }

    UpdateResponse update(UpdateRequest request, Operation operation) {
        Recorded recorded = Recorded.read(PulumiFields.of(request.getOlds()));
        PulumiFields inputs = PulumiFields.inputs(request.getNews());
        Desired desired = Inputs.readChecked(inputs);
        Recorded updated = request.getPreview()
                ? recorded.updated(desired, recorded.content().mediaType())
                : acting.update(desired, recorded, operation);
        return UpdateResponse.newBuilder()
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(updated, inputs)))
                .build();
    }

    ReadResponse read(ReadRequest request, Operation operation) {
        if (request.getProperties().getFieldsMap().containsKey("digest")) {
            return refresh(request, operation);
        }
        Optional<Recorded> found = acting.importImage(ImportId.parse(request.getId()), operation);
        if (found.isEmpty()) {
            return ReadResponse.getDefaultInstance();
        }
        Struct inputs = ValueCodec.encode(SyncedImageState.inputs(found.get()));
        return ReadResponse.newBuilder()
                .setId(found.get().digestRef().toString())
                .setInputs(inputs)
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(found.get(), PulumiFields.of(inputs))))
                .build();
    }

    /** A refresh gives the inputs back as they came, and the state with what the tag shows now. */
    private ReadResponse refresh(ReadRequest request, Operation operation) {
        Recorded read = planning.refresh(Recorded.read(PulumiFields.of(request.getProperties())), operation);
        Map<String, PropertyValue> state = new LinkedHashMap<>(ValueCodec.decode(request.getProperties()));
        state.put("observedDigest", SyncedImageState.observed(read));
        return ReadResponse.newBuilder()
                .setId(request.getId())
                .setInputs(request.getInputs())
                .setProperties(ValueCodec.encode(state))
                .build();
    }

    void delete(DeleteRequest request, Operation operation) {
        acting.delete(Recorded.read(PulumiFields.of(request.getProperties())), operation);
    }
}
