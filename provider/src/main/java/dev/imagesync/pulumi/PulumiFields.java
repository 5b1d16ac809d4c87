package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.behaviour.Fields;
import dev.imagesync.behaviour.Property;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one object, read by the types that are expected of them. What has another type is collected as a
 * failure with its path; nothing is thrown. Not thread-safe.
 */
final class PulumiFields implements Fields {

    private static final Pattern WRAPPED = Pattern.compile("\\s*[\"{\\[]");

    private final Map<String, PropertyValue> fields;
    private final String prefix;
    private final List<Failure> failures;

    /** What is wrong with the property at a path. */
    record Failure(String path, String reason) {}

    private PulumiFields(Map<String, PropertyValue> fields, String prefix, List<Failure> failures) {
        this.fields = fields;
        this.prefix = prefix;
        this.failures = failures;
    }

    static PulumiFields of(Struct struct) {
        return new PulumiFields(ValueCodec.decode(struct), "", new ArrayList<>());
    }

    /** The settings of a provider: an SDK hands over as a JSON text what the schema does not declare as a plain string. */
    static PulumiFields settings(Struct struct) {
        Map<String, PropertyValue> fields = ValueCodec.decode(struct);
        fields.replaceAll((name, value) -> unwrapped(value));
        return new PulumiFields(fields, "", new ArrayList<>());
    }

    private static PropertyValue unwrapped(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Secret secret -> ValueCodec.secret(unwrapped(secret.value()));
            case PropertyValue.Text text
            when WRAPPED.matcher(text.value()).lookingAt() ->
                JsonValues.read(text.value()).orElse(text);
            case PropertyValue.Text _,
                    PropertyValue.Unknown _,
                    PropertyValue.Array _,
                    PropertyValue.Fields _,
                    PropertyValue.Null _,
                    PropertyValue.Bool _,
                    PropertyValue.Numeric _,
                    PropertyValue.Opaque _ -> value;
        };
    }

    /** The inputs of a resource. An empty digest pins nothing: it is what getImage gives for an image that is not available. */
    static PulumiFields inputs(Struct struct) {
        Map<String, PropertyValue> fields = ValueCodec.decode(struct);
        String pin = Property.SOURCE_DIGEST.label();
        if (fields.get(pin) instanceof PropertyValue.Text text && text.value().isEmpty()) {
            fields.remove(pin);
        }
        return new PulumiFields(fields, "", new ArrayList<>());
    }

    /** The values as they came. */
    Map<String, PropertyValue> fields() {
        return fields;
    }

    /** All failures so far, those of nested objects included. */
    List<Failure> failures() {
        return failures;
    }

    @Override
    public boolean isSet(String name) {
        PropertyValue value = fields.get(name);
        return value instanceof PropertyValue.Secret secret
                ? !(secret.value() instanceof PropertyValue.Null)
                : value != null && !(value instanceof PropertyValue.Null);
    }

    @Override
    public int failureCount() {
        return failures.size();
    }

    boolean isSecret(String name) {
        return fields.get(name) instanceof PropertyValue.Secret;
    }

    /** Whether the property, or a part of it, is not known yet. */
    @Override
    public boolean isUnknown(String name) {
        return holdsUnknown(fields.getOrDefault(name, new PropertyValue.Null()));
    }

    static boolean holdsUnknown(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Unknown _ -> true;
            case PropertyValue.Secret secret -> holdsUnknown(secret.value());
            case PropertyValue.Array array -> array.elements().stream().anyMatch(PulumiFields::holdsUnknown);
            case PropertyValue.Fields object ->
                object.fields().values().stream().anyMatch(PulumiFields::holdsUnknown);
            case PropertyValue.Null _ -> false;
            case PropertyValue.Bool _ -> false;
            case PropertyValue.Numeric _ -> false;
            case PropertyValue.Text _ -> false;
            case PropertyValue.Opaque _ -> false;
        };
    }

    /** Notes a failure for each property that is not one of these. */
    @Override
    public void refuseOthers(Collection<String> known) {
        for (String name : fields.keySet()) {
            if (!known.contains(name) && !name.startsWith("__")) {
                fail(
                        name,
                        Code.INPUT_INVALID,
                        "there is no property \"" + name + "\"",
                        "use one of " + String.join(", ", known));
            }
        }
    }

    private @Nullable PropertyValue plain(String name) {
        PropertyValue value = fields.get(name);
        if (value instanceof PropertyValue.Secret secret) {
            value = secret.value();
        }
        return value == null || value instanceof PropertyValue.Null || holdsUnknown(value) ? null : value;
    }

    /** The text of a property; null if it is not set or not known yet. */
    @Override
    public @Nullable String text(String name) {
        PropertyValue value = plain(name);
        if (value == null) {
            return null;
        }
        if (value instanceof PropertyValue.Text text) {
            return text.value();
        }
        wrongType(name, "a string");
        return null;
    }

    /** The text of a property as a message may show it: in quotes, and never a secret. */
    @Override
    public String shown(String name) {
        return isSecret(name) ? "[secret]" : "\"" + text(name) + "\"";
    }

    /** The texts of all secrets in a property. */
    List<String> secretTexts(String name) {
        List<String> texts = new ArrayList<>();
        collectSecrets(fields.getOrDefault(name, new PropertyValue.Null()), false, texts);
        return texts;
    }

    private static void collectSecrets(PropertyValue value, boolean isSecret, List<String> texts) {
        switch (value) {
            case PropertyValue.Secret secret -> collectSecrets(secret.value(), true, texts);
            case PropertyValue.Text text -> {
                if (isSecret && !text.value().isEmpty()) {
                    texts.add(text.value());
                }
            }
            case PropertyValue.Array array -> array.elements().forEach(each -> collectSecrets(each, isSecret, texts));
            case PropertyValue.Fields object ->
                object.fields().values().forEach(each -> collectSecrets(each, isSecret, texts));
            case PropertyValue.Null _ -> {}
            case PropertyValue.Bool _ -> {}
            case PropertyValue.Numeric _ -> {}
            case PropertyValue.Unknown _ -> {}
            case PropertyValue.Opaque _ -> {}
        }
    }

    /** The text of a property that must be set; null, and a failure unless it is merely not known yet, otherwise. */
    @Nullable
    String requiredText(String name) {
        boolean missing = fields.getOrDefault(name, new PropertyValue.Null()) instanceof PropertyValue.Null;
        if (missing) {
            fail(name, Code.INPUT_INVALID, "\"" + name + "\" is missing", "set it");
        }
        return text(name);
    }

    /** A property that may come as a boolean or, from a config file, as the text of one. */
    @Override
    public Optional<Boolean> bool(String name) {
        PropertyValue value = plain(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof PropertyValue.Bool bool) {
            return Optional.of(bool.value());
        }
        if (value instanceof PropertyValue.Text text
                && (text.value().equals("true") || text.value().equals("false"))) {
            return Optional.of(Boolean.valueOf(text.value()));
        }
        wrongType(name, "true or false");
        return Optional.empty();
    }

    /** A whole number, or the text of one. */
    @Override
    public Optional<Integer> integer(String name) {
        PropertyValue value = plain(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof PropertyValue.Numeric number
                && number.value() == Math.rint(number.value())
                && Math.abs(number.value()) < Integer.MAX_VALUE) {
            return Optional.of((int) number.value());
        }
        if (value instanceof PropertyValue.Text text && text.value().matches("-?[0-9]{1,9}")) {
            return Optional.of(Integer.valueOf(text.value()));
        }
        wrongType(name, "a whole number");
        return Optional.empty();
    }

    /** A list of strings; empty if it is not set or not known yet. */
    @Override
    public List<String> texts(String name) {
        PropertyValue value = plain(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof PropertyValue.Array array) {
            for (int i = 0; i < array.elements().size(); i++) {
                PropertyValue element = array.elements().get(i);
                PropertyValue open = element instanceof PropertyValue.Secret secret ? secret.value() : element;
                if (open instanceof PropertyValue.Text text) {
                    texts.add(text.value());
                } else {
                    wrongType(name + "[" + i + "]", "a string");
                }
            }
        } else {
            wrongType(name, "a list of strings");
        }
        return texts;
    }

    /** The objects of a map property by their keys. */
    @Override
    public Map<String, PulumiFields> objects(String name) {
        PropertyValue value = plain(name);
        Map<String, PulumiFields> objects = new LinkedHashMap<>();
        if (value == null) {
            return objects;
        }
        if (!(value instanceof PropertyValue.Fields map)) {
            wrongType(name, "a map");
            return objects;
        }
        map.fields().forEach((key, element) -> {
            PropertyValue entry = element instanceof PropertyValue.Secret secret ? secret.value() : element;
            String path = prefix + name + "[\"" + key + "\"]";
            if (entry instanceof PropertyValue.Fields object) {
                objects.put(key, new PulumiFields(object.fields(), path + ".", failures));
            } else {
                wrongType(name + "[\"" + key + "\"]", "an object");
            }
        });
        return objects;
    }

    /** A message may quote the property; a secret is taken out of it. */
    @Override
    public void fail(String path, Problem problem) {
        String reason = problem.oneLine();
        int bracket = path.indexOf('[');
        for (String secret : secretTexts(bracket < 0 ? path : path.substring(0, bracket))) {
            reason = reason.replace(secret, "[secret]");
        }
        failures.add(new Failure(prefix + path, Spelling.spell(reason)));
    }

    private void wrongType(String name, String expected) {
        fail(name, Code.INPUT_INVALID, "\"" + name + "\" is not " + expected, "give it " + expected);
    }
}
