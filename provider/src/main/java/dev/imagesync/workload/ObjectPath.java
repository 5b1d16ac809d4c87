package dev.imagesync.workload;

import java.util.List;
import java.util.Optional;
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

        /** What it leads to; empty if there is nothing. */
        Optional<Tree> in(Tree tree);

        /** How it is written behind what comes before it. */
        String after(String before);

        /** Into a mapping. */
        record Field(String name) implements Step {

            @Override
            public Optional<Tree> in(Tree tree) {
                return tree.field(name);
            }

            @Override
            public String after(String before) {
                if (!WORD.matcher(name).matches()) {
                    return before + "[\"" + name + "\"]";
                }
                return before.isEmpty() ? name : before + "." + name;
            }
        }

        /** Into a sequence; the first is 0. */
        record Item(int index) implements Step {

            @Override
            public Optional<Tree> in(Tree tree) {
                return tree instanceof Tree.Sequence sequence
                                && index < sequence.items().size()
                        ? Optional.of(sequence.items().get(index))
                        : Optional.empty();
            }

            @Override
            public String after(String before) {
                return before + "[" + index + "]";
            }
        }
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
        String text = "";
        for (Step step : steps) {
            text = step.after(text);
        }
        return text;
    }
}
