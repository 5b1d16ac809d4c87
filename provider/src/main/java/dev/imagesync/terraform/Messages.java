package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.behaviour.Property;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.terraform.rpc.AttributePath;
import dev.imagesync.terraform.rpc.DynamicValue;
import dev.imagesync.terraform.rpc.ResourceIdentityData;
import dev.imagesync.tfvalues.Json;
import dev.imagesync.tfvalues.MessagePack;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.util.Map;

/** Values as tfplugin6 carries them. */
final class Messages {

    static final Type IDENTITY = Type.object(Map.of("destination", Type.string()));

    private Messages() {}

    static Value decode(Type type, DynamicValue value) {
        return value.getJson().isEmpty()
                ? MessagePack.decode(type, value.getMsgpack().toByteArray())
                : Json.decode(type, value.getJson().toByteArray());
    }

    static DynamicValue encode(Type type, Value value) {
        return DynamicValue.newBuilder()
                .setMsgpack(ByteString.copyFrom(MessagePack.encode(type, value)))
                .build();
    }

    static Value.Fields fields(Value value) {
        return value instanceof Value.Fields fields ? fields : Value.fields(Map.of());
    }

    /** Who a resource is: its destination in the one spelling that all spellings of it have in common. */
    static ResourceIdentityData identity(Value state) {
        Value destination = fields(state).get("destination");
        return ResourceIdentityData.newBuilder()
                .setIdentityData(encode(IDENTITY, Value.fields(Map.of("destination", canonical(destination)))))
                .build();
    }

    private static Value canonical(Value destination) {
        String text = ResourceState.text(destination);
        try {
            return text == null
                    ? destination
                    : Value.of(ImageReference.parse(text).canonical());
        } catch (ImagesyncException e) {
            // What is wrong with it is told where it is read.
            return destination;
        }
    }

    static AttributePath path(Property property) {
        return AttributePath.newBuilder()
                .addSteps(AttributePath.Step.newBuilder().setAttributeName(Spelling.name(property.label())))
                .build();
    }
}
