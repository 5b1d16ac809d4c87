package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.terraform.rpc.CallFunction;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.Function;
import dev.imagesync.terraform.rpc.FunctionError;
import dev.imagesync.terraform.rpc.StringKind;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.util.Map;

/** The function {@code parse_reference}: the parts of an image reference. */
final class ParseReference {

    static final String NAME = "parse_reference";

    private static final Type RESULT = Type.object(Map.of(
            "registry", Type.string(), "repository", Type.string(), "tag", Type.string(), "digest", Type.string()));

    private ParseReference() {}

    static Function signature() {
        return Function.newBuilder()
                .addParameters(Function.Parameter.newBuilder()
                        .setName("reference")
                        .setDescriptionKind(StringKind.MARKDOWN)
                        .setType(ByteString.copyFromUtf8(Type.string().json()))
                        .setDescription("Image reference in any form that docker takes: `busybox`, `team/app:1.0`, "
                                + "`localhost:5000/app`, `host/app@sha256:...`."))
                .setReturn(Function.Return.newBuilder().setType(ByteString.copyFromUtf8(RESULT.json())))
                .setSummary("The parts of an image reference")
                .setDescription(
                        "Gives an object of four strings: `registry`, `repository`, `tag` and `digest`. What docker leaves "
                                + "out is put in: the registry `docker.io`, `library/` before a name of one part, the tag `latest` "
                                + "where there is no digest either. A tag or digest that the reference does not have is null. A "
                                + "reference that is malformed is an error (`IS1001`).")
                .setDescriptionKind(StringKind.MARKDOWN)
                .build();
    }

    static CallFunction.Response call(DynamicValue argument) {
        try {
            Value value =
                    MessagePack.decode(Type.string(), argument.getMsgpack().toByteArray());
            ImageReference reference = ImageReference.parse(String.valueOf(ResourceState.text(value)));
            Value result = Value.fields(Map.of(
                    "registry",
                    Value.of(reference.repository().registry().name()),
                    "repository",
                    Value.of(reference.repository().path()),
                    "tag",
                    reference.tag() == null
                            ? Value.none()
                            : Value.of(reference.tag().name()),
                    "digest",
                    reference.digest() == null
                            ? Value.none()
                            : Value.of(reference.digest().toString())));
            return CallFunction.Response.newBuilder()
                    .setResult(DynamicValue.newBuilder()
                            .setMsgpack(ByteString.copyFrom(MessagePack.encode(RESULT, result))))
                    .build();
        } catch (ImagesyncException e) {
            return CallFunction.Response.newBuilder()
                    .setError(FunctionError.newBuilder()
                            .setText(e.problem().oneLine())
                            .setFunctionArgument(0))
                    .build();
        }
    }
}
