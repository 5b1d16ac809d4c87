package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where images stand in an object: names joined by dots, each with selectors in brackets behind it. {@code [*]} is every item of a
 * list or every field of a map, {@code [2]} the third item, {@code [NAME]} the items whose {@code name} is NAME, and {@code [--flag=]},
 * which ends with an equals sign, the texts of a list that begin so: what comes behind is the image. Examples:
 * {@code spec.image}, {@code spec.steps[*].image}, {@code spec.containers[*].env[RELOADER].value},
 * {@code spec.containers[0].args[--reloader-image=]}.
 */
final class PathPattern {

    private static final Pattern PART = Pattern.compile("([A-Za-z0-9_-]+)((?:\\[[^\\[\\]]+])*)");
    private static final Pattern SELECTOR = Pattern.compile("\\[([^\\[\\]]+)]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final List<Step> steps;

    private PathPattern(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * A part of an object.
     *
     * @param before what stands in front of the image, if this is a text
     */
    private record Part(Tree tree, ObjectPath at, String before) {

        Stream<Part> field(String name) {
            return tree.field(name).stream().map(value -> new Part(value, at.field(name), ""));
        }

        Stream<Part> fields() {
            return tree instanceof Tree.Mapping mapping
                    ? mapping.fields().keySet().stream().flatMap(this::field)
                    : Stream.empty();
        }

        Stream<Part> items() {
            return tree instanceof Tree.Sequence sequence
                    ? IntStream.range(0, sequence.items().size())
                            .mapToObj(index -> new Part(sequence.items().get(index), at.item(index), ""))
                    : Stream.empty();
        }

        Optional<String> text() {
            return tree instanceof Tree.Text text ? Optional.of(text.value()) : Optional.empty();
        }
    }

    private sealed interface Step {

        /** What it leads to, from the first to the last. */
        Stream<Part> below(Part part);

        record Field(String name) implements Step {

            @Override
            public Stream<Part> below(Part part) {
                return part.field(name);
            }
        }

        record Each() implements Step {

            @Override
            public Stream<Part> below(Part part) {
                return Stream.concat(part.fields(), part.items());
            }
        }

        record Item(int index) implements Step {

            @Override
            public Stream<Part> below(Part part) {
                return part.items().skip(index).limit(1);
            }
        }

        record Named(String name) implements Step {

            @Override
            public Stream<Part> below(Part part) {
                return part.items()
                        .filter(item ->
                                item.tree().textOf("name").filter(name::equals).isPresent());
            }
        }

        record Flag(String start) implements Step {

            @Override
            public Stream<Part> below(Part part) {
                return part.items()
                        .filter(item -> item.text()
                                .filter(text -> text.startsWith(start))
                                .isPresent())
                        .map(item -> new Part(item.tree(), item.at(), start));
            }
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if the text is none
     */
    static PathPattern parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split("\\.(?![^\\[]*])", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw Problem.ofInput(
                                Code.INPUT_INVALID,
                                "\"" + text + "\" is not a path to an image",
                                "join names by dots, with [*], [0], [NAME] or [--flag=] behind a list, for example"
                                        + " spec.containers[*].env[RELOADER].value")
                        .toException();
            }
            steps.add(new Step.Field(matcher.group(1)));
            SELECTOR.matcher(matcher.group(2)).results().forEach(each -> steps.add(selector(each.group(1))));
        }
        return new PathPattern(steps);
    }

    private static Step selector(String text) {
        if (text.equals("*")) {
            return new Step.Each();
        }
        if (NUMBER.matcher(text).matches()) {
            return new Step.Item(Integer.parseInt(text));
        }
        return text.endsWith("=") ? new Step.Flag(text) : new Step.Named(text);
    }

    /** Tells the images of an object that stand where this says; a text that is empty is none. */
    void find(Tree object, ObjectPath at, Consumer<FoundImage> found) {
        Stream<Part> parts = Stream.of(new Part(object, at, ""));
        for (Step step : steps) {
            parts = parts.flatMap(step::below);
        }
        parts.forEach(part -> part.text()
                .filter(text -> text.length() > part.before().length())
                .ifPresent(text -> found.accept(new FoundImage(
                        part.at(), part.before(), text.substring(part.before().length())))));
    }
}
