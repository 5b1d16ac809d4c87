package dev.imagesync.pulumi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nested provider settings: a config file and the SDKs hand them over as the text of a JSON document. */
final class JsonValues {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private JsonValues() {}

    /** The value of a JSON text; empty if it is none. */
    static Optional<PropertyValue> read(String text) {
        try {
            return Optional.of(convert(JSON.readTree(text)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static PropertyValue convert(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, PropertyValue> fields = new LinkedHashMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), convert(field.getValue())));
                yield fields.get(ValueCodec.MARKER) instanceof PropertyValue.Text marker
                                && marker.value().equals(ValueCodec.SECRET)
                        ? ValueCodec.secret(fields.getOrDefault("value", new PropertyValue.Null()))
                        : new PropertyValue.Fields(fields);
            }
            case ARRAY -> {
                List<PropertyValue> elements = new ArrayList<>();
                node.forEach(element -> elements.add(convert(element)));
                yield new PropertyValue.Array(elements);
            }
            case STRING -> new PropertyValue.Text(node.asText());
            case NUMBER -> new PropertyValue.Numeric(node.asDouble());
            case BOOLEAN -> new PropertyValue.Bool(node.asBoolean());
            case NULL, MISSING, BINARY, POJO -> new PropertyValue.Null();
        };
    }
}
