package dev.imagesync.pulumi;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.imagesync.workload.ObjectPath;
import dev.imagesync.workload.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of somebody else's resource, on the wire. Secrets and outputs are looked through where texts are looked for, and stay
 * as they are where something is put in.
 *
 * @param properties as they came
 */
record ObjectValue(Struct properties) {

    private static final String VALUE = "value";
    private static final String IS_SECRET = "secret";
    private static final String DEPENDENCIES = "dependencies";

    /**
     * What takes the place of a text.
     *
     * @param text the new text; null if it is not known yet
     * @param isSecret whether it must not be shown
     * @param dependency the resource that it comes from
     */
    record Replacement(@Nullable String text, boolean isSecret, String dependency) {}

    /** The object, as those see it who look for images. */
    Tree tree() {
        return tree(Value.newBuilder().setStructValue(properties).build());
    }

    private static Tree tree(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE ->
                ValueCodec.UNKNOWNS.contains(value.getStringValue())
                        ? new Tree.Other()
                        : new Tree.Text(value.getStringValue());
            case LIST_VALUE ->
                new Tree.Sequence(value.getListValue().getValuesList().stream()
                        .map(ObjectValue::tree)
                        .toList());
            case STRUCT_VALUE -> {
                Map<String, Value> fields = value.getStructValue().getFieldsMap();
                if (fields.containsKey(ValueCodec.MARKER)) {
                    yield isWrapper(value) && fields.containsKey(VALUE) ? tree(fields.get(VALUE)) : new Tree.Other();
                }
                Map<String, Tree> trees = new LinkedHashMap<>();
                fields.forEach((name, field) -> trees.put(name, tree(field)));
                yield new Tree.Mapping(trees);
            }
            case NULL_VALUE, NUMBER_VALUE, BOOL_VALUE, KIND_NOT_SET -> new Tree.Other();
        };
    }

    /** A secret or an output, and not an asset or a reference to a resource. */
    private static boolean isWrapper(Value value) {
        String kind = value.getStructValue()
                .getFieldsOrDefault(ValueCodec.MARKER, Value.getDefaultInstance())
                .getStringValue();
        return kind.equals(ValueCodec.SECRET) || kind.equals(ValueCodec.OUTPUT);
    }

    /** Whether the text at a path is a secret, or a part of one. */
    boolean isSecret(ObjectPath path) {
        Value at = Value.newBuilder().setStructValue(properties).build();
        for (ObjectPath.Step step : path.steps()) {
            while (isWrapper(at)) {
                if (isSecret(at)) {
                    return true;
                }
                at = at.getStructValue().getFieldsOrThrow(VALUE);
            }
            at = switch (step) {
                case ObjectPath.Step.Field field -> at.getStructValue().getFieldsOrThrow(field.name());
                case ObjectPath.Step.Item item -> at.getListValue().getValues(item.index());
            };
        }
        return isSecret(at);
    }

    private static boolean isSecret(Value value) {
        if (!isWrapper(value)) {
            return false;
        }
        Struct wrapper = value.getStructValue();
        return wrapper.getFieldsOrThrow(ValueCodec.MARKER).getStringValue().equals(ValueCodec.SECRET)
                || wrapper.getFieldsOrDefault(IS_SECRET, Value.getDefaultInstance())
                        .getBoolValue()
                || isSecret(wrapper.getFieldsOrDefault(VALUE, Value.getDefaultInstance()));
    }

    /** The properties with other texts at these paths. */
    Struct with(Map<ObjectPath, Replacement> replacements) {
        Value value = Value.newBuilder().setStructValue(properties).build();
        for (Map.Entry<ObjectPath, Replacement> each : replacements.entrySet()) {
            value = replaced(value, each.getKey().steps(), each.getValue());
        }
        return value.getStructValue();
    }

    private static Value replaced(Value value, List<ObjectPath.Step> steps, Replacement replacement) {
        if (steps.isEmpty()) {
            return output(value, replacement);
        }
        if (isWrapper(value)) {
            Value inner = replaced(value.getStructValue().getFieldsOrThrow(VALUE), steps, replacement);
            return value.toBuilder()
                    .setStructValue(value.getStructValue().toBuilder().putFields(VALUE, inner))
                    .build();
        }
        List<ObjectPath.Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case ObjectPath.Step.Field field -> {
                Struct struct = value.getStructValue();
                Value inner = replaced(struct.getFieldsOrThrow(field.name()), rest, replacement);
                yield value.toBuilder()
                        .setStructValue(struct.toBuilder().putFields(field.name(), inner))
                        .build();
            }
            case ObjectPath.Step.Item item -> {
                ListValue list = value.getListValue();
                Value inner = replaced(list.getValues(item.index()), rest, replacement);
                yield value.toBuilder()
                        .setListValue(list.toBuilder().setValues(item.index(), inner))
                        .build();
            }
        };
    }

    /** An output of the resource that the text comes from, and of those that the old one came from. */
    private static Value output(Value old, Replacement replacement) {
        Set<String> dependencies = new LinkedHashSet<>();
        for (Value at = old;
                isWrapper(at);
                at = at.getStructValue().getFieldsOrDefault(VALUE, Value.getDefaultInstance())) {
            at.getStructValue()
                    .getFieldsOrDefault(DEPENDENCIES, Value.getDefaultInstance())
                    .getListValue()
                    .getValuesList()
                    .forEach(urn -> dependencies.add(urn.getStringValue()));
        }
        dependencies.add(replacement.dependency());
        List<Value> urns = new ArrayList<>();
        dependencies.forEach(urn -> urns.add(text(urn)));
        Struct.Builder output = Struct.newBuilder().putFields(ValueCodec.MARKER, text(ValueCodec.OUTPUT));
        if (replacement.text() != null) {
            output.putFields(VALUE, text(replacement.text()));
        }
        if (replacement.isSecret()) {
            output.putFields(IS_SECRET, Value.newBuilder().setBoolValue(true).build());
        }
        output.putFields(
                DEPENDENCIES,
                Value.newBuilder()
                        .setListValue(ListValue.newBuilder().addAllValues(urns))
                        .build());
        return Value.newBuilder().setStructValue(output).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
