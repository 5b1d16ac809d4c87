package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.lifecycle.Decision;
import dev.imagesync.lifecycle.Desired;
import dev.imagesync.lifecycle.ImportId;
import dev.imagesync.lifecycle.Inputs;
import dev.imagesync.lifecycle.Property;
import dev.imagesync.lifecycle.Recorded;
import dev.imagesync.lifecycle.SyncedImages;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.pulumi.rpc.CheckFailure;
import dev.imagesync.pulumi.rpc.CheckRequest;
import dev.imagesync.pulumi.rpc.CheckResponse;
import dev.imagesync.pulumi.rpc.CreateRequest;
import dev.imagesync.pulumi.rpc.CreateResponse;
import dev.imagesync.pulumi.rpc.DeleteRequest;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.PropertyDiff;
import dev.imagesync.pulumi.rpc.ReadRequest;
import dev.imagesync.pulumi.rpc.ReadResponse;
import dev.imagesync.pulumi.rpc.UpdateRequest;
import dev.imagesync.pulumi.rpc.UpdateResponse;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code imagesync:index:SyncedImage}: translates the engine's calls for the lifecycle, and its answers back. Thread-safe. */
final class SyncedImageResource {

    private static final Set<Property> INPUTS = Set.of(
            Property.SOURCE,
            Property.DESTINATION,
            Property.SOURCE_DIGEST,
            Property.PLATFORMS,
            Property.INCLUDE_REFERRERS,
            Property.DELETE_POLICY);

    private final SyncedImages images;

    SyncedImageResource(SyncedImages images) {
        this.images = images;
    }

    CheckResponse check(CheckRequest request, Operation operation) {
        Properties news = Properties.of(request.getNews());
        news.refuseOthers(SyncedImageState.INPUTS);
        Inputs inputs = SyncedImageState.inputs(news);
        CheckResponse.Builder response = CheckResponse.newBuilder();
        news.failures().forEach(failure -> response.addFailures(failure(failure.path(), failure.reason())));
        inputs.problems()
                .forEach(problem -> response.addFailures(failure(
                        problem.path(),
                        news.withoutSecrets(
                                problem.property().label(), problem.problem().oneLine()))));
        Map<String, PropertyValue> checked = new LinkedHashMap<>(news.fields());
        if (response.getFailuresCount() == 0) {
            sayIfTagIsMissing(inputs, operation);
            Digest digest = resolve(request, news, inputs.toDesired(), response, operation);
            if (digest != null && SyncedImageState.pin(news) == null) {
                checked.put("sourceDigest", SyncedImageState.text(digest.toString()));
            }
        }
        return response.setInputs(ValueCodec.encode(checked)).build();
    }

    private @Nullable Digest resolve(
            CheckRequest request,
            Properties news,
            Desired desired,
            CheckResponse.Builder response,
            Operation operation) {
        if (news.isUnknown("sourceDigest")) {
            return null;
        }
        Properties olds = Properties.of(request.getOlds());
        SyncedImages.Checked checked = images.check(
                desired,
                SyncedImageState.recorded(olds, "source", ImageReference::parse),
                SyncedImageState.recorded(olds, "sourceDigest", Digest::parse),
                operation);
        checked.problems().forEach(problem -> response.addFailures(failure(problem)));
        return checked.sourceDigest();
    }

    private static void sayIfTagIsMissing(Inputs inputs, Operation operation) {
        String destination = inputs.destination();
        if (destination != null && !ImageReference.namesVersion(destination)) {
            operation.feedback().warn("the destination " + destination + " names no tag, so \"latest\" is written");
        }
    }

    private static CheckFailure failure(Inputs.InputProblem problem) {
        return failure(problem.path(), problem.problem().oneLine());
    }

    static CheckFailure failure(String path, String reason) {
        return CheckFailure.newBuilder().setProperty(path).setReason(reason).build();
    }

    DiffResponse diff(DiffRequest request, Operation operation) {
        Properties news = Properties.of(request.getNews());
        Recorded recorded = SyncedImageState.recorded(request.getOlds());
        Decision decision = images.plan(SyncedImageState.inputs(news).toDesired(), recorded, operation);
        return switch (decision) {
            case Decision.InStep inStep -> changes(Set.of(), false, request);
            case Decision.Create create -> changes(Set.of(Property.SOURCE_DIGEST), true, request);
            case Decision.Update update -> changes(update.changed(), false, request);
            case Decision.Replace replace -> changes(replace.because(), true, request);
        };
    }

    private static DiffResponse changes(Set<Property> properties, boolean replace, DiffRequest request) {
        DiffResponse.Builder response = DiffResponse.newBuilder()
                .setHasDetailedDiff(true)
                .setChanges(
                        properties.isEmpty() ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
        Map<String, ?> olds = request.getOlds().getFieldsMap();
        Map<String, ?> news = request.getNews().getFieldsMap();
        for (Property property : new TreeSet<>(properties)) {
            String name = property.label();
            boolean isInput = INPUTS.contains(property);
            boolean added = isInput && !olds.containsKey(name);
            boolean removed = isInput && !news.containsKey(name);
            response.addDiffs(name);
            if (replace) {
                response.addReplaces(name);
            }
            response.putDetailedDiff(
                    name,
                    PropertyDiff.newBuilder()
                            .setKind(kind(added, removed && !added, replace))
                            .setInputDiff(false)
                            .build());
        }
        return response.build();
    }

    private static PropertyDiff.Kind kind(boolean added, boolean removed, boolean replace) {
        if (added) {
            return replace ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
        }
        if (removed) {
            return replace ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
        }
        return replace ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
    }

    CreateResponse create(CreateRequest request, Operation operation) {
        Properties inputs = Properties.of(request.getProperties());
        Desired desired = SyncedImageState.inputs(inputs).toDesired();
        if (request.getPreview()) {
            return foresee(inputs, desired, operation);
        }
        refuseUnknown(inputs, desired);
        Recorded recorded = images.create(desired, operation);
        return CreateResponse.newBuilder()
                .setId(recorded.digestRef().toString())
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(recorded, inputs)))
                .build();
    }

    /** The engine resolves all inputs before it acts; a request without them is not one of its own. */
    private static void refuseUnknown(Properties inputs, Desired desired) {
        if (desired.source() == null || desired.destination() == null) {
            String why = inputs.failures().isEmpty()
                    ? "source or destination is not known yet"
                    : inputs.failures().getFirst().reason();
            throw Problem.ofInput(Code.INPUT_INVALID, why, "give source and destination as strings")
                    .toException();
        }
    }

    private CreateResponse foresee(Properties inputs, Desired desired, Operation operation) {
        Decision decision = images.plan(desired, null, operation);
        ImageReference destination = desired.destination();
        if (!(decision instanceof Decision.Create create) || create.digest() == null || destination == null) {
            return onlyInputs(inputs);
        }
        Optional<Digest> digest = images.foresee(desired, create.digest(), operation);
        if (digest.isEmpty()) {
            return onlyInputs(inputs);
        }
        return CreateResponse.newBuilder()
                .setId(destination.repository().at(digest.get()).toString())
                .setProperties(ValueCodec.encode(
                        SyncedImageState.foreseen(destination, create.digest(), digest.get(), inputs)))
                .build();
    }

    private static CreateResponse onlyInputs(Properties inputs) {
        return CreateResponse.newBuilder()
                .setProperties(ValueCodec.encode(inputs.fields()))
                .build();
    }

    UpdateResponse update(UpdateRequest request, Operation operation) {
        Properties inputs = Properties.of(request.getNews());
        Desired desired = SyncedImageState.inputs(inputs).toDesired();
        Recorded recorded = SyncedImageState.recorded(request.getOlds());
        Recorded updated =
                request.getPreview() ? recorded.seen(recorded.digest()) : images.update(desired, recorded, operation);
        return UpdateResponse.newBuilder()
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(updated, inputs)))
                .build();
    }

    ReadResponse read(ReadRequest request, Operation operation) {
        if (request.getProperties().getFieldsMap().containsKey("digest")) {
            return refresh(request, operation);
        }
        Optional<Recorded> found = images.importImage(ImportId.parse(request.getId()), operation);
        if (found.isEmpty()) {
            return ReadResponse.getDefaultInstance();
        }
        Struct inputs = ValueCodec.encode(SyncedImageState.inputs(found.get()));
        return ReadResponse.newBuilder()
                .setId(found.get().digestRef().toString())
                .setInputs(inputs)
                .setProperties(ValueCodec.encode(SyncedImageState.outputs(found.get(), Properties.of(inputs))))
                .build();
    }

    /** A refresh gives the inputs back as they came, and the state with what the tag shows now. */
    private ReadResponse refresh(ReadRequest request, Operation operation) {
        Recorded recorded = SyncedImageState.recorded(request.getProperties());
        Recorded read = images.read(recorded, operation);
        Map<String, PropertyValue> state = new LinkedHashMap<>(ValueCodec.decode(request.getProperties()));
        Digest observed = read.observedDigest();
        state.put("observedDigest", SyncedImageState.text(observed == null ? "" : observed.toString()));
        return ReadResponse.newBuilder()
                .setId(request.getId())
                .setInputs(request.getInputs())
                .setProperties(ValueCodec.encode(state))
                .build();
    }

    void delete(DeleteRequest request, Operation operation) {
        images.delete(SyncedImageState.recorded(request.getProperties()), operation);
    }
}
