package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.Attribute.How;
import dev.imagesync.terraform.Attribute.Shape;
import dev.imagesync.terraform.rpc.Function;
import dev.imagesync.tfvalues.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user page says of a schema, in the layout that people know from the registry's pages. */
final class SchemaSection {

    private final StringBuilder page = new StringBuilder();

    private SchemaSection() {}

    static String of(BlockSchema schema) {
        SchemaSection section = new SchemaSection();
        section.page.append("\n## Schema\n");
        section.attributes("### %s\n", schema.attributes(), "");
        section.nested(schema.attributes(), "");
        return section.page.toString();
    }

    static String of(String name, Function function) {
        StringBuilder page = new StringBuilder("\n## Signature\n\n```text\n").append(name);
        page.append(function.getParametersList().stream()
                .map(parameter -> parameter.getName() + " " + word(parameter.getType()))
                .collect(Collectors.joining(", ", "(", ") ")));
        page.append(word(function.getReturn().getType())).append("\n```\n\n## Arguments\n\n");
        int number = 1;
        for (Function.Parameter parameter : function.getParametersList()) {
            page.append("%d. `%s` (%s) %s\n"
                    .formatted(
                            number++,
                            parameter.getName(),
                            capital(word(parameter.getType())),
                            parameter.getDescription()));
        }
        return page.append("\n## Return Value\n\n")
                .append(function.getDescription())
                .append('\n')
                .toString();
    }

    private static String word(ByteString type) {
        return name(Type.parse(type.toStringUtf8())).toLowerCase(Locale.ROOT);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The attributes that the user must set, may set, and may read, each kind under its heading. */
    private void attributes(String heading, List<Attribute> attributes, String path) {
        group(heading.formatted("Required"), attributes, Set.of(How.REQUIRED), path);
        group(heading.formatted("Optional"), attributes, Set.of(How.OPTIONAL, How.OPTIONAL_AND_COMPUTED), path);
        group(heading.formatted("Read-Only"), attributes, Set.of(How.COMPUTED), path);
    }

    private void group(String heading, List<Attribute> attributes, Set<How> hows, String path) {
        List<Attribute> members = attributes.stream()
                .filter(attribute -> hows.contains(attribute.how()))
                .sorted(Comparator.comparing(Attribute::name))
                .toList();
        if (!members.isEmpty()) {
            page.append('\n').append(heading).append('\n');
            members.forEach(attribute -> page.append("- `%s` (%s%s) %s%s\n"
                    .formatted(
                            attribute.name(),
                            kind(attribute.shape()),
                            attribute.sensitive() ? ", Sensitive" : "",
                            attribute.description(),
                            link(attribute, path))));
        }
    }

    private static String link(Attribute attribute, String path) {
        return switch (attribute.shape()) {
            case Shape.Plain plain -> "";
            case Shape.Nested nested ->
                " (see [below for nested schema](#%s))".formatted(anchor(path + attribute.name()));
        };
    }

    private static String anchor(String path) {
        return "nestedatt--" + path.replace(".", "--");
    }

    private void nested(List<Attribute> attributes, String path) {
        for (Attribute attribute : attributes) {
            if (attribute.shape() instanceof Shape.Nested nested) {
                String here = path + attribute.name();
                page.append("\n<a id=\"%s\"></a>\n### Nested Schema for `%s`\n".formatted(anchor(here), here));
                attributes("%s:\n", nested.attributes(), here + ".");
                nested(nested.attributes(), here + ".");
            }
        }
    }

    private static String kind(Shape shape) {
        return switch (shape) {
            case Shape.Plain plain -> name(plain.type());
            case Shape.Nested nested ->
                switch (nested.nesting()) {
                    case SINGLE -> "Attributes";
                    case LIST -> "Attributes List";
                    case MAP -> "Attributes Map";
                };
        };
    }

    private static String name(Type type) {
        return switch (type) {
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> "String";
                    case NUMBER -> "Number";
                    case BOOL -> "Boolean";
                };
            case Type.ListOf list -> "List of " + name(list.element());
            case Type.SetOf set -> "Set of " + name(set.element());
            case Type.MapOf map -> "Map of " + name(map.element());
            case Type.Dynamic dynamic -> "Dynamic";
            case Type.TupleOf tuple -> "Tuple";
            case Type.ObjectOf object -> "Object";
        };
    }
}
