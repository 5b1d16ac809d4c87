package dev.imagesync.workload;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The way from the root of an object to a part of it. It is written {@code spec.containers[0].image}; a name that is no word stands in
 * brackets and quotes: {@code data["a.b"]}.
 *
 * @param steps from the root on
 */
public record ObjectPath(List<Step> steps) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    /** The object itself. */
    public static final ObjectPath ROOT = new ObjectPath(List.of());

    /** One step down. */
    public sealed interface Step {

        /** Into a mapping. */
        record Field(String name) implements Step {}

        /** Into a sequence; the first is 0. */
        record Item(int index) implements Step {}
    }

    public ObjectPath {
        steps = List.copyOf(steps);
    }

    /** The path of a field below this. */
    public ObjectPath field(String name) {
        return then(new Step.Field(name));
    }

    /** The path of an item below this. */
    public ObjectPath item(int index) {
        return then(new Step.Item(index));
    }

    private ObjectPath then(Step step) {
        return new ObjectPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            switch (step) {
                case Step.Item item -> text.append('[').append(item.index()).append(']');
                case Step.Field field
                when WORD.matcher(field.name()).matches() ->
                    text.append(text.isEmpty() ? "" : ".").append(field.name());
                case Step.Field field -> text.append("[\"").append(field.name()).append("\"]");
            }
        }
        return text.toString();
    }
}
