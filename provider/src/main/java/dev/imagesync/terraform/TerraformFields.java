package dev.imagesync.terraform;

import dev.imagesync.behaviour.Fields;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.tfvalues.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attributes of an object under the names that the lifecycle has for them. Types are Terraform's to check. Not thread-safe. */
final class TerraformFields implements Fields {

    private final Value.Fields fields;
    private final String prefix;
    private final Diagnostics diagnostics;

    private TerraformFields(Value.Fields fields, String prefix, Diagnostics diagnostics) {
        this.fields = fields;
        this.prefix = prefix;
        this.diagnostics = diagnostics;
    }

    static TerraformFields of(Value value, Diagnostics diagnostics) {
        return new TerraformFields(
                value instanceof Value.Fields fields ? fields : Value.fields(Map.of()), "", diagnostics);
    }

    private Value get(String name) {
        return fields.get(Spelling.name(name));
    }

    @Override
    public boolean isSet(String name) {
        return !(get(name) instanceof Value.Null);
    }

    @Override
    public @Nullable String text(String name) {
        return get(name) instanceof Value.Text text ? text.value() : null;
    }

    @Override
    public String shown(String name) {
        return "\"" + text(name) + "\"";
    }

    @Override
    public Optional<Boolean> bool(String name) {
        return get(name) instanceof Value.Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    @Override
    public Optional<Integer> integer(String name) {
        if (!(get(name) instanceof Value.Numeric number)) {
            return Optional.empty();
        }
        try {
            return Optional.of(number.value().intValueExact());
        } catch (ArithmeticException e) {
            fail(name, Code.INPUT_INVALID, "{" + name + "} is not a whole number", "give it a whole number");
            return Optional.empty();
        }
    }

    @Override
    public List<String> texts(String name) {
        Collection<Value> elements =
                switch (get(name)) {
                    case Value.ListValue list -> list.elements();
                    case Value.SetValue set -> set.elements();
                    case Value.Null _ -> List.of();
                    case Value.Unknown _ -> List.of();
                    case Value.Text _ -> List.of();
                    case Value.Numeric _ -> List.of();
                    case Value.Bool _ -> List.of();
                    case Value.Fields _ -> List.of();
                    case Value.Typed _ -> List.of();
                };
        List<String> texts = new ArrayList<>();
        for (Value element : elements) {
            if (element instanceof Value.Text text) {
                texts.add(text.value());
            }
        }
        return texts;
    }

    @Override
    public Map<String, TerraformFields> objects(String name) {
        Map<String, TerraformFields> objects = new LinkedHashMap<>();
        if (get(name) instanceof Value.Fields map) {
            map.fields().forEach((key, element) -> {
                if (element instanceof Value.Fields object) {
                    objects.put(key, new TerraformFields(object, prefix + name + "[\"" + key + "\"].", diagnostics));
                }
            });
        }
        return objects;
    }

    @Override
    public boolean isUnknown(String name) {
        return !get(name).isWhollyKnown();
    }

    @Override
    public void fail(String path, Problem problem) {
        diagnostics.error(prefix + path, problem.oneLine());
    }

    @Override
    public int failureCount() {
        return diagnostics.errorCount();
    }

    @Override
    public void refuseOthers(Collection<String> known) {
        // Terraform has done so by the schema.
    }
}
