package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.terraform.rpc.CallFunction;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.Function;
import dev.imagesync.terraform.rpc.FunctionError;
import dev.imagesync.terraform.rpc.StringKind;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of the provider. It asks no registry.
 *
 * @param name as HCL has it behind {@code provider::imagesync::}
 * @param parameters in their order
 * @param result the type of what it gives
 * @param summary in a few words
 * @param description what it gives, and when it fails
 * @param body what it does
 */
record ProviderFunction(
        String name, List<Parameter> parameters, Type result, String summary, String description, Body body) {

    ProviderFunction {
        parameters = List.copyOf(parameters);
    }

    /** A parameter, never null and never unknown. */
    record Parameter(String name, Type type, String description) {}

    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Body {
        Value apply(Arguments arguments);
    }

    /** The arguments of a call. */
    record Arguments(List<Value> values) {

        /** Reads a text; what is wrong with it is told of this argument. */
        <T> T read(int index, java.util.function.Function<String, T> reading) {
            try {
                return reading.apply(String.valueOf(ResourceState.text(values.get(index))));
            } catch (ImagesyncException e) {
                throw new Refused(index, e);
            }
        }

        Value value(int index) {
            return values.get(index);
        }
    }

    /** An argument makes no sense. */
    private static final class Refused extends RuntimeException {

        private final int argument;
        private final Problem problem;

        Refused(int argument, ImagesyncException cause) {
            super(cause);
            this.argument = argument;
            this.problem = cause.problem();
        }
    }

    Function signature() {
        Function.Builder function = Function.newBuilder()
                .setReturn(Function.Return.newBuilder().setType(ByteString.copyFromUtf8(result.json())))
                .setSummary(summary)
                .setDescription(description)
                .setDescriptionKind(StringKind.MARKDOWN);
        for (Parameter parameter : parameters) {
            function.addParameters(Function.Parameter.newBuilder()
                    .setName(parameter.name())
                    .setDescriptionKind(StringKind.MARKDOWN)
                    .setType(ByteString.copyFromUtf8(parameter.type().json()))
                    .setDescription(parameter.description()));
        }
        return function.build();
    }

    CallFunction.Response call(List<DynamicValue> arguments) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.add(MessagePack.decode(
                    parameters.get(i).type(), arguments.get(i).getMsgpack().toByteArray()));
        }
        try {
            return CallFunction.Response.newBuilder()
                    .setResult(DynamicValue.newBuilder()
                            .setMsgpack(
                                    ByteString.copyFrom(MessagePack.encode(result, body.apply(new Arguments(values))))))
                    .build();
        } catch (Refused e) {
            return CallFunction.Response.newBuilder()
                    .setError(FunctionError.newBuilder()
                            .setText(e.problem.oneLine())
                            .setFunctionArgument(e.argument))
                    .build();
        }
    }
}
