package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.Attribute.How;
import dev.imagesync.terraform.Attribute.Shape;
import dev.imagesync.terraform.rpc.Schema;
import dev.imagesync.terraform.rpc.StringKind;
import java.util.List;

/** Schemas as tfplugin6 carries them. */
final class SchemaMessages {

    private SchemaMessages() {}

    static Schema of(BlockSchema schema) {
        return Schema.newBuilder()
                .setVersion(schema.version())
                .setBlock(Schema.Block.newBuilder()
                        .setVersion(schema.version())
                        .setDescription(schema.description())
                        .setDescriptionKind(StringKind.MARKDOWN)
                        .addAllAttributes(all(schema.attributes())))
                .build();
    }

    private static List<Schema.Attribute> all(List<Attribute> attributes) {
        return attributes.stream().map(SchemaMessages::of).toList();
    }

    private static Schema.Attribute of(Attribute attribute) {
        How how = attribute.how();
        Schema.Attribute.Builder message = Schema.Attribute.newBuilder()
                .setName(attribute.name())
                .setDescription(attribute.description())
                .setDescriptionKind(StringKind.MARKDOWN)
                .setSensitive(attribute.sensitive())
                .setRequired(how == How.REQUIRED)
                .setOptional(how == How.OPTIONAL || how == How.OPTIONAL_AND_COMPUTED)
                .setComputed(how == How.COMPUTED || how == How.OPTIONAL_AND_COMPUTED);
        return switch (attribute.shape()) {
            case Shape.Plain plain ->
                message.setType(ByteString.copyFromUtf8(plain.type().json())).build();
            case Shape.Nested nested -> message.setNestedType(of(nested)).build();
        };
    }

    private static Schema.Object of(Shape.Nested nested) {
        return Schema.Object.newBuilder()
                .setNesting(
                        switch (nested.nesting()) {
                            case SINGLE -> Schema.Object.NestingMode.SINGLE;
                            case LIST -> Schema.Object.NestingMode.LIST;
                            case MAP -> Schema.Object.NestingMode.MAP;
                        })
                .addAllAttributes(all(nested.attributes()))
                .build();
    }
}
