package dev.imagesync.pulumi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the Pulumi schema says, as text of a page. */
final class PulumiReference {

    private static final Pattern EXAMPLES =
            Pattern.compile("\n\n\\{\\{% examples %}}\n(.*)\\{\\{% /examples %}}", Pattern.DOTALL);
    private static final Map<String, String> SIMPLE =
            Map.of("string", "String", "boolean", "Boolean", "integer", "Integer", "object", "Map", "array", "List");

    private final JsonNode schema;
    private final StringJoiner text = new StringJoiner("\n");

    private PulumiReference(JsonNode schema) {
        this.schema = schema;
    }

    static String of(JsonNode schema) {
        PulumiReference reference = new PulumiReference(schema);
        schema.path("resources")
                .properties()
                .forEach(resource -> reference.resource(resource.getKey(), resource.getValue()));
        schema.path("functions")
                .properties()
                .forEach(function -> reference.function(function.getKey(), function.getValue()));
        reference.provider(schema.path("provider"));
        schema.path("types").properties().forEach(type -> reference.type(type.getKey(), type.getValue()));
        return reference.text.toString();
    }

    private void resource(String token, JsonNode resource) {
        heading(token, "The resource");
        described(resource);
        properties("Inputs", resource.path("inputProperties"), names(resource.path("requiredInputs")));
        properties("Outputs", resource.path("properties"), Set.of());
    }

    private void function(String token, JsonNode function) {
        heading(token, "The function");
        described(function);
        JsonNode inputs = function.path("inputs");
        properties("Arguments", inputs.path("properties"), names(inputs.path("required")));
        properties("Results", function.path("outputs").path("properties"), Set.of());
    }

    private void provider(JsonNode provider) {
        text.add("\n## The provider\n");
        text.add(provider.path("description").asText());
        properties("Settings", provider.path("inputProperties"), Set.of());
    }

    private void type(String token, JsonNode type) {
        heading(token, "The type");
        text.add(type.path("description").asText() + "\n");
        properties(type.path("properties"), names(type.path("required")));
        for (JsonNode choice : type.path("enum")) {
            text.add("- `" + choice.path("value").asText() + "` "
                    + choice.path("description").asText());
        }
    }

    private void heading(String token, String kind) {
        text.add("\n## " + kind + " `" + last(token) + "`\n");
    }

    private static String last(String token) {
        return token.substring(token.lastIndexOf(':') + 1);
    }

    private void described(JsonNode documented) {
        String description = documented.path("description").asText();
        text.add(EXAMPLES.matcher(description).replaceAll(""));
        EXAMPLES.matcher(description)
                .results()
                .map(found -> found.group(1)
                        .replaceAll("\\{\\{% /?example %}}\n", "")
                        .replace("## Example Usage\n\n### ", "### Example: "))
                .forEach(example -> text.add("\n" + example.strip()));
    }

    private void properties(String title, JsonNode properties, Set<String> required) {
        text.add("\n### " + title + "\n");
        properties(properties, required);
    }

    private void properties(JsonNode properties, Set<String> required) {
        properties
                .properties()
                .forEach(property -> text.add("- `" + property.getKey() + "` (" + kind(property.getValue())
                        + (required.contains(property.getKey()) ? ", required" : "")
                        + (property.getValue().path("secret").asBoolean(false) ? ", secret" : "") + ") "
                        + property.getValue().path("description").asText()));
    }

    private String kind(JsonNode property) {
        if (property.has("oneOf")) {
            return schema.path("types")
                    .path(property.path("oneOf").path(1).path("$ref").asText().substring("#/types/".length()))
                    .path("enum")
                    .valueStream()
                    .map(choice -> "`" + choice.path("value").asText() + "`")
                    .collect(Collectors.joining(" or "));
        }
        if (property.has("$ref")) {
            return "`" + last(property.path("$ref").asText()) + "`";
        }
        String kind = SIMPLE.get(property.path("type").asText());
        JsonNode of = property.has("items") ? property.path("items") : property.path("additionalProperties");
        return of.isMissingNode() ? kind : kind + " of " + kind(of);
    }

    private static Set<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }
}
